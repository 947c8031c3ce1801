/** What a user of the expression language sees of it: its limits and its errors. A leaf: it imports only {@code io.maestro.error}. */
@org.jspecify.annotations.NullMarked
package io.maestro.sel;
