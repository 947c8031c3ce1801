@org.jspecify.annotations.NullMarked
package io.maestro.test.trial;
