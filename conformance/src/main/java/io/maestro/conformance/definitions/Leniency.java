package io.maestro.conformance.definitions;

import io.maestro.conformance.definitions.DefinitionFile.Content;

/** Why definitions are valid here that Netflix Maestro refuses. */
final class Leniency {

    private Leniency() {}

    /** Returns the heading of the entry of the compatibility page that tells why what the file's name claims is no fault here. */
    static String of(DefinitionFile file) {
        if (!(file.content() instanceof Content.Workflow(var read))
                || file.claim().isEmpty()) {
            return "";
        }
        var claim = file.claim().get();
        var properties = read.definition().properties();
        if (claim.isAbout("owner") && properties.owner().isEmpty()) {
            return "Owners";
        }
        return claim.isAbout("alerting") && !properties.alerting().isEmpty() ? "Alerting" : "";
    }
}
