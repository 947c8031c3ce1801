/** From trees to definitions: a binder for each construct, all of which put what they find wrong into one list. */
@org.jspecify.annotations.NullMarked
package io.maestro.dsl.internal.bind;
