package io.maestro.planted.internal.graph;

import java.nio.file.Path;

/** Does I/O. */
public record ReadsAFile(Path path) {}
