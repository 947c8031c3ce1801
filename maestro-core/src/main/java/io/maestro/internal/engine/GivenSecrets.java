package io.maestro.internal.engine;

import io.maestro.error.Problem;
import io.maestro.internal.eval.params.Secrets;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is secret of what a request gives, and of what that is laid over.
 *
 * @param known the params by name as they are defined
 * @param given what the request gives, as the caller wrote it
 */
record GivenSecrets(Map<String, ParamDefinition> known, Map<String, ?> given) {

    /** Returns problems as people may read them. */
    List<Problem> withoutThem(List<Problem> problems) {
        var secrets = secrets();
        return problems.stream()
                .map(problem -> new Problem(
                        problem.code(),
                        problem.severity(),
                        problem.path(),
                        secrets.masked(problem.message()),
                        problem.suggestion(),
                        problem.position(),
                        problem.excerpt().map(secrets::masked)))
                .toList();
    }

    boolean areIn(String text) {
        return !secrets().masked(text).equals(text);
    }

    private Secrets secrets() {
        var own = given.entrySet().stream().map(entry -> writtenDown(entry.getKey(), entry.getValue()));
        return Secrets.of(Stream.empty(), Stream.concat(own, known.values().stream()));
    }

    /** Returns something given as a definition, which is marked as sensitive if the param is that. */
    ParamDefinition writtenDown(String name, @Nullable Object value) {
        var written = value instanceof ParamDefinition definition
                ? definition
                : ParamDefinition.literal(ParamValue.of(String.valueOf(value)));
        var declared = known.get(name);
        return declared != null && declared.isSensitive() ? written.sensitive() : written;
    }
}
