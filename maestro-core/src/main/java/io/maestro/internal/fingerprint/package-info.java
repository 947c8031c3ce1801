/** What a definition comes down to: a short text that is the same for the same definition, wherever and however it was written. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.fingerprint;
