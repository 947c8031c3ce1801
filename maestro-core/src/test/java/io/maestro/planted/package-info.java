/** Classes that break the rules of the architecture on purpose, laid out as core is, to prove that the rules bite. */
@org.jspecify.annotations.NullMarked
package io.maestro.planted;
