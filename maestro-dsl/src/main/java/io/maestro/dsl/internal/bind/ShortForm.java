package io.maestro.dsl.internal.bind;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names that the short form of YAML gives a meaning, so that no key of a param can be one of them (spec: definitions, section 5). */
public final class ShortForm {

    /** The members of a workflow. */
    public static final Set<String> WORKFLOW_MEMBERS = Set.of(
            "id",
            "name",
            "description",
            "owner",
            "run_strategy",
            "workflow_concurrency",
            "tags",
            "timeout",
            "criticality",
            "step_concurrency",
            "instance_step_concurrency",
            "on_failure",
            "time_triggers",
            "signal_triggers",
            "jobs",
            "dag",
            "workflow_params");

    /** The members of a job with a type. */
    public static final Set<String> JOB_MEMBERS = job("type", "type_version", "retry_policy", "effects", "in_doubt");

    /** The members of a subworkflow. */
    public static final Set<String> SUBWORKFLOW_MEMBERS =
            job("workflow_id", "subworkflow_id", "version", "subworkflow_version", "sync", "explicit_params");

    /** The members of a foreach. */
    public static final Set<String> FOREACH_MEMBERS = job(
            "concurrency",
            "job_concurrency",
            "strict_ordering",
            "max_iterations",
            "loop_params",
            "params",
            "ranges",
            "jobs",
            "dag");

    /** The members of a while. */
    public static final Set<String> WHILE_MEMBERS =
            job("condition", "max_iterations", "loop_params", "params", "jobs", "dag");

    private ShortForm() {}

    private static Set<String> job(String... more) {
        var names = new HashSet<>(List.of(more));
        names.addAll(List.of(
                "id",
                "name",
                "description",
                "failure_mode",
                "compensation",
                "on_failure",
                "tags",
                "timeout",
                "transition",
                "max_passes",
                "kept_visits",
                "signal_dependencies",
                "signal_outputs",
                "job_params"));
        return Set.copyOf(names);
    }
}
