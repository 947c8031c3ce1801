package io.maestro.internal.eval.params;

import io.maestro.internal.eval.coercion.ParamJson;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamDefinition.Code;
import io.maestro.param.ParamDefinition.Expression;
import io.maestro.param.ParamDefinition.Literal;
import io.maestro.param.ParamDefinition.Members;
import io.maestro.param.ParamDefinition.Unset;
import io.maestro.param.ParamErrorCategory;
import io.maestro.param.ParamRuleException;
import java.util.Map;

/** How many characters the params of a run or of a step take up where they are recorded. */
final class RecordedSize {

    private static final long LIMIT = 750_000;

    /** Type, mode, source and time of a param, and the names of these. */
    private static final int REST = 130;

    private long recorded;
    private long made;

    RecordedSize() {}

    /** Goes on counting from where another is. */
    RecordedSize(RecordedSize from) {
        this.recorded = from.recorded;
        this.made = from.made;
    }

    /** Counts a param that has its value. */
    void add(String name, EvaluatedParam param) {
        recorded += name.length()
                + REST
                + size(param.definition())
                + ParamJson.of(param.value()).length();
        check(name, recorded);
    }

    /** Counts text before it is made: it will be part of a value, so it can be too long at once. */
    void make(String name, long length) {
        made += length;
        check(name, made);
    }

    private static void check(String name, long size) {
        if (size > LIMIT) {
            throw new ParamRuleException(
                    name,
                    ParamErrorCategory.SIZE,
                    "params-size",
                    "makes the params too large: together they may take up " + LIMIT + " characters");
        }
    }

    private static long size(ParamDefinition definition) {
        return switch (definition.content()) {
            case Literal(var value) -> ParamJson.of(value).length();
            case Expression(var text) -> text.length();
            case Members(var members) -> size(members);
            case Code ignored -> 0;
            case Unset ignored -> 0;
        };
    }

    private static long size(Map<String, ParamDefinition> members) {
        return members.entrySet().stream()
                .mapToLong(member -> member.getKey().length() + REST + size(member.getValue()))
                .sum();
    }
}
