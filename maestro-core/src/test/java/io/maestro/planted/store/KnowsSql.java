package io.maestro.planted.store;

import java.sql.Connection;

/** Speaks to a database. */
public record KnowsSql(Connection connection) {}
