package io.maestro.internal.eval.merge;

import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.param.ParamDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a request may give at all (spec: definitions, section 3.4). Definitions are not held to this. */
public final class RequestCheck {

    private static final int MAX_PARAMS = 128;

    private RequestCheck() {}

    /**
     * Returns what is wrong with the params of a request to start or restart a run.
     *
     * @param path the JSON pointer of the params in the request
     * @param params the params
     * @return the problems, none if all is well
     */
    public static List<Problem> problems(String path, Map<String, ParamDefinition> params) {
        var problems = new ArrayList<Problem>();
        if (params.size() > MAX_PARAMS) {
            problems.add(Problem.of(
                    ProblemCode.TOO_MANY,
                    path,
                    "at most " + MAX_PARAMS + " params can be given but there are " + params.size()));
        }
        params.forEach((name, param) -> {
            if (ReservedNames.ALL.contains(name)) {
                problems.add(Problem.of(ProblemCode.RESERVED_ID, path + "/" + name, "'" + name + "' is reserved"));
            }
            if (Provenance.source(name, param).isPresent()) {
                problems.add(Problem.of(
                        ProblemCode.UNKNOWN_MEMBER,
                        path + "/" + name + "/source",
                        "who set a param is recorded by the engine and cannot be given"));
            }
        });
        return problems;
    }
}
