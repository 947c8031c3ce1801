package com.example.billing;

import java.io.IOException;

/** The bank, somewhere outside. */
public interface Bank {

    /**
     * Asks a customer for money, once however often it is called with the same key.
     *
     * @return the number of the invoice
     */
    String invoice(long customer, String key) throws IOException;

    /** Tells whether an invoice is paid. */
    boolean isPaid(String invoice) throws IOException;
}
