package io.maestro.conformance.definitions;

import io.maestro.conformance.definitions.DefinitionFile.Content;

/** Why definitions are valid here that Netflix Maestro refuses. */
final class Leniency {

    private Leniency() {}

    /** Returns the heading of the entry of the compatibility page, or an empty text. */
    static String of(DefinitionFile file) {
        if (!(file.content() instanceof Content.Workflow(var definition))) {
            return "";
        }
        if (definition.properties().owner().isEmpty()) {
            return "Owners";
        }
        return definition.properties().alerting().isEmpty() ? "" : "Alerting";
    }
}
