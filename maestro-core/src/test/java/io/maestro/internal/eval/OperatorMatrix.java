package io.maestro.internal.eval;

import io.maestro.internal.eval.syntax.BinaryOperator;
import io.maestro.sel.SelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What operators that behave alike come to, by the types of their operands. Found out by evaluating.
 *
 * @param operators the operators
 * @param rows for each type of the left operand the types of the results, by those of the right one
 */
record OperatorMatrix(List<BinaryOperator> operators, List<List<String>> rows) {

    static final String NOTHING = "–";

    /** Values of the types that operators tell apart; the last ones stand for all others. */
    private static final Map<String, List<String>> OPERANDS = operands();

    private static Map<String, List<String>> operands() {
        var operands = new LinkedHashMap<String, List<String>>();
        operands.put("LONG", List.of("7"));
        operands.put("DOUBLE", List.of("2.5"));
        operands.put("STRING", List.of("'a'"));
        operands.put("BOOLEAN", List.of("true"));
        operands.put("`null`", List.of("null"));
        operands.put("other", List.of("new Map()", "new int[1]", "new DateTime(0)", "DateTimeZone.UTC"));
        return operands;
    }

    static List<String> operandTypes() {
        return List.copyOf(OPERANDS.keySet());
    }

    static List<OperatorMatrix> of(Stream<BinaryOperator> operators) {
        var alike = new LinkedHashMap<List<List<String>>, List<BinaryOperator>>();
        operators.forEach(operator ->
                alike.computeIfAbsent(rows(operator), same -> new ArrayList<>()).add(operator));
        return alike.entrySet().stream()
                .map(entry -> new OperatorMatrix(entry.getValue(), entry.getKey()))
                .toList();
    }

    private static List<List<String>> rows(BinaryOperator operator) {
        return OPERANDS.values().stream()
                .map(lefts -> OPERANDS.values().stream()
                        .map(rights -> result(lefts, operator, rights))
                        .toList())
                .toList();
    }

    private static String result(List<String> lefts, BinaryOperator operator, List<String> rights) {
        var types = lefts.stream()
                .flatMap(left -> rights.stream().map(right -> type(left + " " + operator.symbol() + " " + right)))
                .distinct()
                .toList();
        if (types.size() > 1) {
            throw new IllegalStateException(operator + " tells apart " + lefts + " or " + rights + ": " + types);
        }
        return types.getFirst();
    }

    private static String type(String program) {
        try {
            return Sel.result(program).type().name();
        } catch (SelException e) {
            return NOTHING;
        }
    }
}
