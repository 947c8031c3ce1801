@org.jspecify.annotations.NullMarked
package io.maestro.jdbc.internal.sql;
