/** What tests of workflows need: time that passes when the test says so. */
@org.jspecify.annotations.NullMarked
package io.maestro.test;
