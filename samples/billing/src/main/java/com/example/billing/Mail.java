package com.example.billing;

/** Where letters go out. */
public interface Mail {

    /** Sends a letter. */
    void send(long customer, String text);
}
