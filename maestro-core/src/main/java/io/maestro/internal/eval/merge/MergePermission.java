package io.maestro.internal.eval.merge;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamErrorCategory;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamRuleException;
import io.maestro.param.ParamSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Who may change a param that is there already (spec: definitions, sections 3.3 to 3.5). */
final class MergePermission {

    private static final Set<ParamMode> ON_OUTPUT = Set.of(ParamMode.MUTABLE);
    private static final Set<ParamMode> ON_RESTART = EnumSet.of(ParamMode.MUTABLE, ParamMode.MUTABLE_ON_START_RESTART);
    private static final Set<ParamMode> ON_START =
            EnumSet.of(ParamMode.MUTABLE, ParamMode.MUTABLE_ON_START_RESTART, ParamMode.MUTABLE_ON_START);

    private MergePermission() {}

    /** Refuses a change that the layer's source may not make. */
    static void check(
            String name,
            ParamLayer layer,
            ParamDefinition before,
            ParamDefinition added,
            ParamDefinition merged,
            Optional<InternalMode> internalMode) {
        if (layer.source().isSystem() || Sameness.shallow(before, merged) || isPassedOnBySystem(name, layer, added)) {
            return;
        }
        checkModes(
                name,
                layer,
                before.mode().orElse(ParamMode.MUTABLE),
                merged.mode().orElse(ParamMode.MUTABLE));
        if (Provenance.internalMode(name, added).isPresent()) {
            throw refused(name, "system-mode-in-update", "has an internal mode, which only the engine may change");
        }
        if (internalMode.equals(Optional.of(InternalMode.RESERVED))) {
            throw refused(name, "reserved", "is reserved for the engine");
        }
        if (!layer.upstream() && Provenance.source(name, added).isPresent()) {
            throw refused(name, "source-change", "must not say who set it; that is recorded by the engine");
        }
    }

    private static void checkModes(String name, ParamLayer layer, ParamMode before, ParamMode after) {
        var allowed = allowed(layer);
        if (!allowed.contains(after)) {
            throw refused(
                    name,
                    "mode-not-allowed",
                    "is " + after + " and cannot be changed by " + layer.source()
                            + (layer.restart() ? " at a restart" : "") + "; it would have to be one of " + allowed);
        }
        if (before.isStricterThan(after)) {
            throw refused(
                    name, "less-strict", "is " + before + " and cannot become " + after + ", which is less strict");
        }
    }

    /** A parent run passes on what was set above it, even where its users could not. */
    private static boolean isPassedOnBySystem(String name, ParamLayer layer, ParamDefinition added) {
        return layer.upstream()
                && Provenance.source(name, added)
                        .filter(source -> source != ParamSource.DEFINITION)
                        .isPresent();
    }

    private static Set<ParamMode> allowed(ParamLayer layer) {
        if (layer.source() == ParamSource.OUTPUT_PARAMETER) {
            return ON_OUTPUT;
        }
        return layer.restart() || layer.source() == ParamSource.RESTART ? ON_RESTART : ON_START;
    }

    private static ParamRuleException refused(String name, String detail, String problem) {
        return new ParamRuleException(name, ParamErrorCategory.MODE, detail, problem);
    }
}
