package io.maestro.internal.eval.check;

import io.maestro.error.NearMiss;
import io.maestro.internal.eval.check.Inspection.Ask;
import io.maestro.internal.eval.check.Inspection.Finding;
import io.maestro.internal.eval.check.Inspection.Mention;
import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.library.Field;
import io.maestro.internal.eval.library.Library;
import io.maestro.internal.eval.library.Method;
import io.maestro.internal.eval.syntax.Expr;
import io.maestro.internal.eval.syntax.Program;
import io.maestro.internal.eval.syntax.Source;
import io.maestro.internal.eval.syntax.Statement;
import io.maestro.internal.eval.syntax.Tree;
import io.maestro.internal.eval.value.Kind;
import io.maestro.internal.eval.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks through a program once. What is wrong in it is certain to fail where every evaluation comes there: not in branches and
 * bodies of loops, and not after a statement that may return.
 */
final class Inspector {

    private static final Set<String> LOOK_UPS = Set.of("get", "containsKey");
    private static final Set<String> WORLDLY = Set.of(
            "currentTimeMillis", "random", "randomUUID", "timeoutForDateTimeDeadline", "timeoutForDateIntDeadline");

    private final Source source;
    private final Set<String> declared;
    private final Map<String, Mention> mentions = new LinkedHashMap<>();
    private final List<Ask> asks = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private boolean worldly;
    private boolean certain = true;

    Inspector(Source source, Program program) {
        this.source = source;
        this.declared = program.statements().stream()
                .flatMap(Inspector::within)
                .filter(Statement.Declarator.class::isInstance)
                .map(declarator -> ((Statement.Declarator) declarator).name())
                .collect(Collectors.toUnmodifiableSet());
        visitAll(program.statements());
    }

    /** Returns each name where it first stands as a value. */
    List<Mention> mentions() {
        return List.copyOf(mentions.values());
    }

    List<Ask> asks() {
        return asks;
    }

    List<Finding> findings() {
        return findings;
    }

    boolean asksTheWorld() {
        return worldly;
    }

    /** Returns a part of a program and all those that it is made of. */
    private static Stream<Tree> within(Tree part) {
        return Stream.concat(Stream.of(part), part.parts().stream().flatMap(Inspector::within));
    }

    private void visitAll(List<Statement> statements) {
        for (var statement : statements) {
            visit(statement);
            certain &= within(statement).noneMatch(Statement.Return.class::isInstance);
        }
    }

    private void visit(Statement statement) {
        switch (statement) {
            case Statement.Block(var statements) -> visitAll(statements);
            case Statement.Evaluate(var expression) -> visit(expression);
            case Statement.Declare declare -> {
                declare.declarators().forEach(declarator -> declarator.initial().ifPresent(this::visit));
                check(declare.at(), () -> checkType(declare.type(), declare.array()));
            }
            case Statement.If(var condition, var whenTrue, var whenFalse) -> {
                visit(condition);
                maybe(() -> {
                    visit(whenTrue);
                    whenFalse.ifPresent(this::visit);
                });
            }
            case Statement.Loop loop -> {
                loop.initial().ifPresent(this::visit);
                loop.condition().ifPresent(this::visit);
                maybe(() -> {
                    loop.update().ifPresent(this::visit);
                    visit(loop.body());
                });
            }
            case Statement.Break ignored -> {}
            case Statement.Continue ignored -> {}
            case Statement.Return(var value) -> visit(value);
            case Statement.Throw(var value, int at) -> visit(value);
        }
    }

    private void maybe(Runnable visit) {
        boolean before = certain;
        certain = false;
        visit.run();
        certain = before;
    }

    private void visit(Expr expr) {
        switch (expr) {
            case Expr.LongLiteral ignored -> {}
            case Expr.DoubleLiteral ignored -> {}
            case Expr.StringLiteral ignored -> {}
            case Expr.BooleanLiteral ignored -> {}
            case Expr.NullLiteral ignored -> {}
            case Expr.Name(var name, int at) -> mentions.putIfAbsent(name, new Mention(name, at));
            case Expr.Grouped(var inner, int at) -> visit(inner);
            case Expr.Unary(var operator, var operand, int at) -> visit(operand);
            case Expr.Chain(var first, var links) -> {
                visit(first);
                links.forEach(link -> visit(link.operand()));
            }
            case Expr.Ternary(var condition, var whenTrue, var whenFalse, int at) -> {
                visit(condition);
                maybe(() -> {
                    visit(whenTrue);
                    visit(whenFalse);
                });
            }
            case Expr.Assign assign -> {
                assign.index().ifPresent(this::visit);
                visit(assign.value());
            }
            case Expr.Index(var target, var index, int at) -> {
                visit(target);
                visit(index);
            }
            case Expr.Field field -> visitField(field);
            case Expr.Call call -> visitCall(call);
            case Expr.New(var type, var arguments, int at) -> {
                arguments.forEach(this::visit);
                worldly |= type.equals("DateTime") && arguments.isEmpty();
                check(at, () -> Library.constructor(type, arguments.size()));
            }
            case Expr.NewArray(var type, var length, int at) -> {
                visit(length);
                check(at, () -> checkType(type, true));
            }
            case Expr.NewArrayOf(var type, var elements, int at) -> {
                elements.forEach(this::visit);
                check(at, () -> checkType(type, true));
            }
        }
    }

    private static void checkType(String type, boolean array) {
        var kind = Library.classNamed(type);
        if (array && kind.arrayOf().isEmpty()) {
            throw Fault.type("array-element-type", "there are no arrays of " + kind);
        }
    }

    private void visitField(Expr.Field field) {
        visit(field.target());
        var kind = kindOf(field.target());
        if (kind.equals(Optional.of(Kind.PRESET_PARAMS))) {
            return;
        }
        var owners = Library.fields().stream()
                .filter(known -> known.name().equals(field.name()))
                .map(Field::owner)
                .toList();
        if (kind.isPresent() ? !owners.contains(kind.get()) : owners.isEmpty()) {
            var message = "there is no field '" + field.name() + "'" + of(kind);
            // A variable may stand for params, which has a field for each of them.
            add(Fault.unknown("field", message, Optional.empty()), field.at(), certain && kind.isPresent());
        }
    }

    private void visitCall(Expr.Call call) {
        visit(call.target());
        call.arguments().forEach(this::visit);
        var kind = kindOf(call.target());
        boolean ofParams = kind.equals(Optional.of(Kind.PRESET_PARAMS));
        worldly |= WORLDLY.contains(call.name()) || (ofParams && !LOOK_UPS.contains(call.name()));
        var texts = texts(call.arguments());
        if (ofParams && texts.isPresent()) {
            asks.add(new Ask(call.name(), texts.get(), call.at()));
        }
        int arity = call.arguments().size();
        var methods = Library.methods(call.name(), arity);
        if (kind.isPresent() ? !methods.containsKey(kind.get()) : methods.isEmpty()) {
            add(
                    kind.map(receiver -> Library.noMethod(receiver, call.name(), arity))
                            .orElseGet(() -> noMethod(call.name(), arity)),
                    call.at(),
                    certain);
        }
    }

    private static Fault noMethod(String name, int arity) {
        var names = Library.methods().stream().map(Method::name).distinct().toList();
        return names.contains(name)
                ? Fault.unknown("method", "no method '" + name + "' takes " + arity + " arguments", Optional.empty())
                : Fault.unknown("method", "there is no method '" + name + "'", NearMiss.of(name, names));
    }

    /** Returns the texts that arguments are, if all are written down. */
    private static Optional<List<String>> texts(List<Expr> arguments) {
        var texts = new ArrayList<String>();
        for (var argument : arguments) {
            if (argument instanceof Expr.StringLiteral(var text, int at)) {
                texts.add(text);
            }
        }
        return texts.size() == arguments.size() ? Optional.of(texts) : Optional.empty();
    }

    /** Returns the kind of what an expression comes to, if that is plain to see. */
    private Optional<Kind> kindOf(Expr expr) {
        return switch (expr) {
            case Expr.LongLiteral ignored -> Optional.of(Kind.LONG);
            case Expr.DoubleLiteral ignored -> Optional.of(Kind.DOUBLE);
            case Expr.StringLiteral ignored -> Optional.of(Kind.STRING);
            case Expr.BooleanLiteral ignored -> Optional.of(Kind.BOOLEAN);
            case Expr.Grouped(var inner, int at) -> kindOf(inner);
            case Expr.Name(var name, int at) ->
                declared.contains(name)
                        ? Optional.empty()
                        : Library.preset(name).map(Values::kind);
            default -> Optional.empty();
        };
    }

    private static String of(Optional<Kind> kind) {
        return kind.map(owner -> " of " + owner).orElse("");
    }

    private void check(int at, Runnable look) {
        try {
            look.run();
        } catch (Fault fault) {
            add(fault, at, certain);
        }
    }

    private void add(Fault fault, int at, boolean isCertain) {
        var problem = source.problem(fault.category(), fault.detail(), fault.explanation(), at, fault.suggestion());
        findings.add(new Finding(problem, isCertain));
    }
}
