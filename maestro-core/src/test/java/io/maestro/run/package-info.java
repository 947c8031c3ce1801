@org.jspecify.annotations.NullMarked
package io.maestro.run;
