package io.maestro.internal.eval.params;

import io.maestro.definition.DurationText;
import io.maestro.definition.InvalidSettingException;
import io.maestro.definition.Setting;
import io.maestro.error.NearMiss;
import io.maestro.internal.eval.coercion.Coercion;
import io.maestro.param.EvaluatedParam;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Settings with references to the params of a run, such as a timeout (spec: definitions, section 1.3). */
public final class Settings {

    /** No setting is longer, and a text that grows and grows ends here. */
    private static final int MAX_LENGTH = 10_000;

    private final Map<String, EvaluatedParam> workflowParams;
    private final Compilers compilers;

    /**
     * Prepares settings to be read.
     *
     * @param workflowParams the evaluated params of the run; settings know no others
     * @param compilers make texts ready
     */
    public Settings(Map<String, EvaluatedParam> workflowParams, Compilers compilers) {
        this.workflowParams = workflowParams;
        this.compilers = compilers;
    }

    /**
     * Returns a duration: seconds, or a text such as {@code 2 hours}.
     *
     * @param name what is set, for errors
     * @param setting the setting
     * @return the duration
     * @throws InvalidSettingException if the text is no duration, or refers to a param that the run does not have
     */
    public Duration duration(String name, Setting<Duration> setting) {
        return switch (setting) {
            case Setting.Fixed<Duration>(var value) -> value;
            case Setting.Interpolated<Duration>(var text) -> {
                var rendered = rendered(name, text);
                yield Coercion.integerIn(rendered)
                        .filter(seconds -> seconds >= 0)
                        .map(Duration::ofSeconds)
                        .or(() -> DurationText.parse(rendered))
                        .orElseThrow(() -> new InvalidSettingException(
                                name,
                                text,
                                "comes to '" + rendered
                                        + "', which is neither seconds nor a duration such as '2 hours'"));
            }
        };
    }

    /**
     * Returns a number.
     *
     * @param name what is set, for errors
     * @param setting the setting
     * @return the number
     * @throws InvalidSettingException if the text is no whole number from 0, or refers to a param that the run does not have
     */
    public int number(String name, Setting<Integer> setting) {
        return switch (setting) {
            case Setting.Fixed<Integer>(var value) -> value;
            case Setting.Interpolated<Integer>(var text) -> {
                var rendered = rendered(name, text);
                yield Coercion.integerIn(rendered)
                        .filter(number -> number >= 0 && number <= Integer.MAX_VALUE)
                        .map(Long::intValue)
                        .orElseThrow(() -> new InvalidSettingException(
                                name, text, "comes to '" + rendered + "', which is no whole number from 0"));
            }
        };
    }

    private String rendered(String name, String text) {
        var length = new LengthCheck(name, text);
        return compilers
                .texts()
                .apply(text)
                .render(
                        reference -> Optional.ofNullable(workflowParams.get(reference))
                                .map(param -> Evaluation.inText(param.value()))
                                .orElseThrow(() -> unknown(name, text, reference)),
                        length::add);
    }

    private InvalidSettingException unknown(String name, String text, String reference) {
        var hint = NearMiss.of(reference, workflowParams.keySet())
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
        return new InvalidSettingException(
                name, text, "refers to '" + reference + "', which is no param of the workflow" + hint);
    }

    private static final class LengthCheck {
        private final String name;
        private final String text;
        private long length;

        LengthCheck(String name, String text) {
            this.name = name;
            this.text = text;
        }

        void add(int more) {
            length += more;
            if (length > MAX_LENGTH) {
                throw new InvalidSettingException(name, text, "comes to more than " + MAX_LENGTH + " characters");
            }
        }
    }
}
