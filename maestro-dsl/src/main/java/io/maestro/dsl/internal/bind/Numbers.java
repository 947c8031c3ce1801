package io.maestro.dsl.internal.bind;

import io.maestro.dsl.internal.syntax.Node.DecimalNode;
import io.maestro.dsl.internal.syntax.Node.IntegerNode;
import io.maestro.dsl.internal.syntax.Node.TextNode;
import io.maestro.error.ProblemCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads numbers from numbers and from texts that hold one (spec: definitions, section 1.1). */
final class Numbers {

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,100}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final BigDecimal MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private Numbers() {}

    static Optional<Long> integer(Spot spot) {
        return switch (spot.node()) {
            case IntegerNode number -> inLong(spot, new BigDecimal(number.value()));
            case DecimalNode number -> inLong(spot, number.value());
            case TextNode text
            when isInteger(text.value()) ->
                inLong(spot, new BigDecimal(new BigInteger(text.value().strip())));
            default -> {
                spot.wrongType("a whole number");
                yield Optional.empty();
            }
        };
    }

    static boolean isInteger(String text) {
        return INTEGER.matcher(text.strip()).matches();
    }

    static Optional<Double> decimal(Spot spot) {
        return switch (spot.node()) {
            case IntegerNode number -> finite(spot, number.text());
            case DecimalNode number -> finite(spot, number.text());
            case TextNode text when DECIMAL.matcher(text.value().strip()).matches() -> finite(spot, text.value());
            default -> {
                spot.wrongType("a number");
                yield Optional.empty();
            }
        };
    }

    private static Optional<Long> inLong(Spot spot, BigDecimal number) {
        if (number.compareTo(MIN) < 0 || number.compareTo(MAX) > 0) {
            spot.problem(
                    ProblemCode.OUT_OF_RANGE,
                    "expected a number of 64 bits but found " + spot.node().inWords());
            return Optional.empty();
        }
        return Optional.of(number.longValue());
    }

    private static Optional<Double> finite(Spot spot, String text) {
        double number = Double.parseDouble(text.strip());
        if (Double.isInfinite(number)) {
            spot.problem(
                    ProblemCode.OUT_OF_RANGE,
                    "expected a number that a double can hold but found "
                            + spot.node().inWords());
            return Optional.empty();
        }
        return Optional.of(number);
    }
}
