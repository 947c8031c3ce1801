package io.maestro.conformance.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Finds out what a case uses that the engine does not have yet, from its calls and definitions. */
final class Needs {

    private static final Set<String> SIGNALS = Set.of("signal_dependencies", "signal_outputs", "signal_triggers");
    private static final Set<String> STEP_TYPES = Set.of("noop", "sleep", "http");

    private final EngineCase recorded;
    private final Set<Feature> features = EnumSet.noneOf(Feature.class);

    private Needs(EngineCase recorded) {
        this.recorded = recorded;
    }

    /** Returns the features, empty if the case can be replayed. */
    static Set<Feature> of(EngineCase recorded) {
        var needs = new Needs(recorded);
        needs.look();
        return needs.features;
    }

    private void look() {
        for (var call : recorded.calls()) {
            switch (call) {
                case Call.NotYet(var feature) -> features.add(feature);
                case Call.Start start -> {}
                case Call.Push push -> look(push.request());
                case Call.Delete delete -> {}
                case Call.ActOnAll act -> {}
                case Call.Activate activate -> {}
                case Call.Deactivate deactivate -> {}
                case Call.Look look -> {}
                case Call.Act act -> {}
                case Call.Retried retried -> {}
                case Call.Break at -> {}
                case Call.Resume resume -> {}
                case Call.Restart restart -> {}
                case Call.AwaitRun await -> {}
                case Call.AwaitStep await -> {}
                case Call.Sleep sleep -> {}
                case Call.NameBody name -> {}
            }
        }
        for (var definition : recorded.accepted()) {
            look(definition);
        }
    }

    private void look(JsonNode node) {
        for (var member : node.properties()) {
            var value = member.getValue();
            var name = member.getKey();
            if (SIGNALS.contains(name)) {
                features.add(Feature.SIGNALS);
            } else if (name.equals("time_triggers")) {
                features.add(Feature.TIME_TRIGGERS);
            } else if (name.equals("sub_type")) {
                features.add(Feature.JOB_TEMPLATES);
            } else if (name.equals("step") && !STEP_TYPES.contains(typeOf(value))) {
                features.add(Feature.STEP_TYPES);
            }
            look(value);
        }
        for (var element : elements(node)) {
            look(element);
        }
    }

    private static List<JsonNode> elements(JsonNode node) {
        var elements = new ArrayList<JsonNode>();
        if (node.isArray()) {
            node.forEach(elements::add);
        }
        return elements;
    }

    private static String typeOf(JsonNode step) {
        return step.path("type").asString("").toLowerCase(Locale.ROOT);
    }
}
