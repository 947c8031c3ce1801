/** Files with definitions: read, registered and run. */
@org.jspecify.annotations.NullMarked
package io.maestro.conformance.definitions;
