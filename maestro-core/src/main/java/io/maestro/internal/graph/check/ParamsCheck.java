package io.maestro.internal.graph.check;

import io.maestro.definition.ParamNames;
import io.maestro.error.JsonPointer;
import io.maestro.error.ProblemCode;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the params of a workflow or a step: their names, their tags, and what their texts and expressions refer to. */
final class ParamsCheck {

    private final Findings findings;
    private final MemberCheck members;
    private final ExpressionCheck expressions;

    ParamsCheck(Findings findings, MemberCheck members, ExpressionCheck expressions) {
        this.findings = findings;
        this.members = members;
        this.expressions = expressions;
    }

    /**
     * Checks params.
     *
     * @param at the JSON pointer to what has them
     * @param params the params
     * @param scope what they may refer to
     * @return the names that each of them refers to
     */
    Map<String, Set<String>> check(String at, Map<String, ParamDefinition> params, Scope scope) {
        var references = new LinkedHashMap<String, Set<String>>();
        params.forEach((name, param) -> {
            var path = JsonPointer.member(at + "/params", name);
            findings.error(ProblemCode.INVALID_ID, path, ParamNames.problemWith(name));
            references.put(name, param(path, param, scope));
        });
        return references;
    }

    /**
     * Checks a param that has no name of its own.
     *
     * @param path the JSON pointer to it
     * @param param the param
     * @param scope what it may refer to
     * @return the names that it refers to
     */
    Set<String> param(String path, ParamDefinition param, Scope scope) {
        return content(path, param, Optional.of(param.type()), scope);
    }

    private Set<String> content(String path, ParamDefinition param, Optional<ParamType> type, Scope scope) {
        var references = new LinkedHashSet<String>();
        switch (param.content()) {
            case ParamDefinition.Expression(var text) ->
                references.addAll(expressions.param(path + "/expression", text, type, scope));
            case ParamDefinition.Members(var entries) ->
                entries.forEach((name, member) -> references.addAll(
                        content(JsonPointer.member(path + "/value", name), member, Optional.empty(), scope)));
            case ParamDefinition.Literal(var value) ->
                texts(path + "/value", value)
                        .forEach((place, text) -> references.addAll(expressions.text(place, text, scope)));
            case ParamDefinition.Code code -> {}
            case ParamDefinition.Unset unset -> {}
        }
        members.tags(path, param.tags());
        return references;
    }

    /** Returns the texts of a literal in which references are replaced, by where they stand. A key stands where its value does. */
    private static Map<String, String> texts(String path, ParamValue literal) {
        var texts = new LinkedHashMap<String, String>();
        switch (literal) {
            case ParamValue.StringValue(var text) -> texts.put(path, text);
            case ParamValue.StringArray(var list) -> {
                for (int i = 0; i < list.size(); i++) {
                    texts.put(JsonPointer.element(path, i), list.get(i));
                }
            }
            case ParamValue.StringMap(var map) ->
                map.forEach((key, text) -> texts.put(JsonPointer.member(path, key), key + ' ' + text));
            default -> {}
        }
        texts.values().removeIf(text -> text.indexOf('$') < 0);
        return texts;
    }
}
