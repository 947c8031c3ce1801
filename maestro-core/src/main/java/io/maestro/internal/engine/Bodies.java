package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The workflows that stand for the bodies of loops: their iterations are its instances. What a fork takes over of a subworkflow is no instance of
 * that, and has such a workflow, too.
 */
final class Bodies {

    private static final int MAX_STEP = 60;
    private static final int HASH_BYTES = 12;

    private Bodies() {}

    /**
     * Returns the id of the workflow that stands for the body of a loop, in one instance of the workflow that the loop belongs to.
     * It begins with {@code maestro_}, as no id of a user does, and ends with what tells it from all others.
     */
    static WorkflowId idOf(Initiator.Kind kind, RunId parent, StepId loop) {
        return idOf(kind, loop, parent.workflow() + "\n" + parent.instance() + "\n" + loop);
    }

    /** Returns the id of the workflow that stands for an instance of a subworkflow, of which the runs are copied for another parent. */
    static WorkflowId ofCopy(RunId parent, StepId step, RunId child) {
        return idOf(
                Initiator.Kind.SUBWORKFLOW,
                step,
                parent.workflow() + "\n" + parent.instance() + "\n" + step + "\n" + child.workflow() + "\n"
                        + child.instance());
    }

    private static WorkflowId idOf(Initiator.Kind kind, StepId id, String text) {
        var step = id.value();
        var shown = step.length() > MAX_STEP ? step.substring(0, MAX_STEP) : step;
        return new WorkflowId("maestro_" + kind.name().toLowerCase(Locale.ROOT) + '_' + shown + '_' + hash(text));
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
