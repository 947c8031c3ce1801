/** What columns of open shape hold: params, values and parts of the model as JSON. */
@org.jspecify.annotations.NullMarked
package io.maestro.jdbc.internal.json;
