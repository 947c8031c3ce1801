package io.maestro.internal.eval.merge;

import java.util.Set;

/** Names that no request may give a param (spec: definitions, section 3.4). */
final class ReservedNames {

    static final Set<String> ALL = Set.of(
            "maestro",
            "Maestro",
            "MAESTRO",
            "scheduler",
            "Scheduler",
            "SCHEDULER",
            "util",
            "Util",
            "UTIL",
            "params",
            "Params",
            "PARAMS",
            "AUTH_BLOB",
            "AUTH_DATA",
            "AUTH_ACTING_ON_BEHALF_OF_BLOB",
            "AUTH_TRIGGERING_ON_BEHALF_OF_BLOB",
            "AUTHORIZED_MANAGERS");

    private ReservedNames() {}
}
