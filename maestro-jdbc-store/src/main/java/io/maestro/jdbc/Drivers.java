package io.maestro.jdbc;

import io.maestro.store.StoreException;

/** Whether the drivers of databases are there. */
final class Drivers {

    private Drivers() {}

    /** Makes sure that a driver is there. */
    static void require(String driver, String database, String artifact) {
        try {
            Class.forName(driver);
        } catch (ClassNotFoundException e) {
            throw new StoreException("there is no driver for " + database + "; add the dependency " + artifact, e);
        }
    }
}
