package io.maestro.jdbc;

/** Where a process ends itself on the way of a commit, in the order in which they are passed. */
enum KillPoint {
    /** The engine has decided and asks the store to commit. */
    BEFORE_COMMIT,
    /** In a transaction that has written something, another write is about to be sent. */
    BETWEEN_STATEMENTS,
    /** Everything was sent, and the database is about to be asked to commit. */
    BEFORE_DATABASE_COMMIT,
    /** The database has committed. */
    AFTER_DATABASE_COMMIT,
    /** The store has returned, and nobody was told. */
    AFTER_COMMIT,
    /** A command that follows from a commit begins to be carried out: a body was called. */
    BEFORE_COMMAND,
    /** A body has done its work, and its outcome is on its way to the next commit. */
    AFTER_COMMAND
}
