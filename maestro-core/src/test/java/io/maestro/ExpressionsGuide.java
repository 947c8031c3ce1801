package io.maestro;

import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

/**
 * The code of the guide to expressions and of the Javadoc of their doors. What stands between the marks is quoted there; a test
 * compares them.
 */
final class ExpressionsGuide {

    private ExpressionsGuide() {}

    static boolean sel() {
        // region: sel
        SelExpression isLarge = Sel.compile("rows > 1000 && !region.startsWith('test')");

        boolean large = isLarge.evaluate(Map.of("rows", 5_000, "region", "eu")).asBoolean();
        // end
        return large;
    }

    static String world(Clock clock) {
        // region: world
        SelExpression today = Sel.compile("new DateTime().toString('yyyyMMdd')")
                .in(ZoneId.of("Europe/Berlin"))
                .at(clock);
        // end
        return today.evaluate().asText();
    }

    static String stranger(String text, Map<String, ?> inputs) {
        // region: stranger
        EvalLimits tight = EvalLimits.defaults()
                .withOperations(100_000)
                .withMemory(1_000_000)
                .withTime(Duration.ofMillis(100));
        try {
            return Sel.compile(text, tight).evaluate(inputs).asText();
        } catch (SelException e) {
            return e.problem().toString(); // the place, what was found and expected, and perhaps what was meant
        }
        // end
    }

    static Map<String, EvaluatedParam> params() {
        // region: params
        Params report = Params.of(Map.of(
                "day", ParamDefinition.unset(ParamType.STRING),
                "year", ParamDefinition.expression(ParamType.LONG, "day.substring(0, 4)"),
                "path", ParamDefinition.literal(ParamValue.of("/reports/${year}/${day}"))));

        Map<String, EvaluatedParam> evaluated = report.evaluate(Map.of("day", LocalDate.of(2026, 11, 22)));
        // end
        return evaluated;
    }
}
