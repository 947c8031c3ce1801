/** What several authors say of the same params, put together by who may change what. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.eval.merge;
