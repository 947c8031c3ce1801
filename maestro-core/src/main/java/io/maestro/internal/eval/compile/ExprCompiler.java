package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.library.Library;
import io.maestro.internal.eval.syntax.Expr;
import io.maestro.internal.eval.value.Absent;
import io.maestro.internal.eval.value.Budget;
import io.maestro.internal.eval.value.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Compiles expressions, and counts on the way what they cost: how many elements of Netflix Maestro's syntax tree an
 * evaluation visits, and how many values wait on its operand stack. So the limits mean the same here as there.
 */
final class ExprCompiler {

    /** How many operators of a chain may become nodes within each other: each takes some stack. */
    private static final int MAX_NESTED = 8;

    private final Names names;
    private final SureLongs longs;
    private final Budget foldingBudget;
    private final int stackDepth;
    private long cost;

    ExprCompiler(Names names, SureLongs longs, Budget foldingBudget) {
        this.names = names;
        this.longs = longs;
        this.foldingBudget = foldingBudget;
        this.stackDepth = foldingBudget.limits().stackDepth();
    }

    /** Adds to the cost of what is being compiled. */
    void visit(int elements) {
        cost += elements;
    }

    /** Returns the cost since the last call. */
    long takeCost() {
        long taken = cost;
        cost = 0;
        return taken;
    }

    /** Compiles a whole expression: a statement's, an argument, one in parentheses. */
    Node expression(Expr expr, int depth) {
        visit(1);
        return part(expr, depth);
    }

    /**
     * Compiles a part of an expression, before which so many values wait. It recurses as deep as a program is nested, so it
     * takes nothing apart itself: what a record pattern binds would take up stack at each level.
     */
    Node part(Expr expr, int depth) {
        return switch (expr) {
            case Expr.LongLiteral literal -> constant(literal.value(), depth, literal.at());
            case Expr.DoubleLiteral literal -> constant(literal.value(), depth, literal.at());
            case Expr.StringLiteral literal -> constant(literal.value(), depth, literal.at());
            case Expr.BooleanLiteral literal -> constant(literal.value(), depth, literal.at());
            case Expr.NullLiteral literal -> constant(Absent.NULL, depth, literal.at());
            case Expr.Name name -> leaf(name(name.name()), depth, name.at());
            case Expr.Grouped grouped -> {
                visit(1);
                yield expression(grouped.inner(), depth);
            }
            case Expr.Unary unary -> unary(unary, depth);
            case Expr.Chain chain -> chain(chain, depth);
            case Expr.Ternary ternary -> ternary(ternary, depth);
            case Expr.Assign assign -> assign(assign, depth);
            case Expr.Index index -> index(index, depth);
            case Expr.Field field -> field(field, depth);
            case Expr.Call call -> call(call, depth);
            case Expr.New allocation -> allocation(allocation, depth);
            case Expr.NewArray array -> array(array, depth);
            case Expr.NewArrayOf array -> arrayOf(array, depth);
        };
    }

    private Node constant(Object value, int depth, int at) {
        return leaf(new ConstantNode(value), depth, at);
    }

    private Node index(Expr.Index index, int depth) {
        var array = part(index.target(), depth);
        visit(2);
        return new ElementNodes.Read(array, expression(index.index(), depth + 1), index.at());
    }

    private Node field(Expr.Field field, int depth) {
        var value = part(field.target(), depth);
        visit(2);
        return checked(depth + 1, field.at(), () -> new MemberNodes.Field(value, field.name(), field.at()));
    }

    private Node leaf(Node node, int depth, int at) {
        visit(2);
        return checked(depth, at, () -> node);
    }

    private Node name(String name) {
        return names.constant(name).<Node>map(ConstantNode::new).orElseGet(() -> variable(names.variable(name)));
    }

    private Node variable(Variable variable) {
        return longs.contains(variable) ? new LongNode.Local(variable) : new VariableNode(variable);
    }

    /** What cannot be compiled, or would let too many values wait, fails when the program comes to it. */
    private Node checked(int depth, int at, Supplier<Node> node) {
        if (depth >= stackDepth) {
            var message = "too many values wait for an operator or a call; the limit is " + stackDepth;
            return new FailNode(Fault.limit("stack-limit", message), at);
        }
        try {
            return node.get();
        } catch (Fault fault) {
            return new FailNode(fault, at);
        }
    }

    private Node unary(Expr.Unary unary, int depth) {
        visit(1);
        var operand = part(unary.operand(), depth);
        if (operand instanceof ConstantNode constant) {
            try {
                return new ConstantNode(Operators.unary(unary.operator(), constant.value()));
            } catch (Fault fault) {
                return new FailNode(fault, unary.at());
            }
        }
        return new UnaryNode(unary.operator(), operand, unary.at());
    }

    private Node chain(Expr.Chain chain, int depth) {
        var first = part(chain.first(), depth);
        var links = new ArrayList<BinaryNode>();
        int nested = 0;
        for (var link : chain.links()) {
            visit(1);
            var operand = part(link.operand(), depth + 1);
            if (links.isEmpty() && isNumber(first) && isNumber(operand)) {
                first = fold(first, link, operand);
                continue;
            }
            var sure = links.isEmpty() && nested < MAX_NESTED ? ofLongs(first, link, operand) : Optional.<Node>empty();
            if (sure.isPresent()) {
                first = sure.get();
                nested++;
            } else {
                links.add(new BinaryNode(link.operator(), first, operand, link.at()));
            }
        }
        return switch (links.size()) {
            case 0 -> first;
            case 1 -> links.getFirst();
            default -> new ChainNode(first, links);
        };
    }

    private static Optional<Node> ofLongs(Node left, Expr.Link link, Node right) {
        var operator = link.operator();
        var first = LongNode.of(left);
        var second = LongNode.of(right);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        if (operator.isComparison()) {
            return Optional.of(new LongComparison(operator, first.get(), second.get()));
        }
        return operator.isArithmetic()
                ? Optional.of(LongNode.binary(operator, first.get(), second.get(), link.at()))
                : Optional.empty();
    }

    private static boolean isNumber(Node node) {
        return node instanceof ConstantNode constant && constant.value() instanceof Number;
    }

    private Node fold(Node left, Expr.Link link, Node right) {
        try {
            return new ConstantNode(Operators.binary(link.operator(), value(left), value(right), foldingBudget));
        } catch (Fault fault) {
            return new FailNode(fault, link.at());
        }
    }

    private static Object value(Node node) {
        return ((ConstantNode) node).value();
    }

    private Node ternary(Expr.Ternary ternary, int depth) {
        visit(1);
        var condition = part(ternary.condition(), depth);
        long before = takeCost();
        var whenTrue = expression(ternary.whenTrue(), depth);
        long costWhenTrue = takeCost();
        var whenFalse = expression(ternary.whenFalse(), depth);
        long costWhenFalse = takeCost();
        cost = before;
        return new TernaryNode(condition, whenTrue, costWhenTrue, whenFalse, costWhenFalse, ternary.at());
    }

    private Node assign(Expr.Assign assign, int depth) {
        visit(3);
        int at = assign.at();
        var variable = names.variable(assign.name());
        if (assign.index().isEmpty()) {
            var value = expression(assign.value(), depth);
            return LongNode.of(value)
                    .filter(sure -> longs.contains(variable))
                    .<Node>map(sure -> LongNode.assign(variable, assign.operator(), sure, at))
                    .orElseGet(() -> new AssignNode(variable, assign.operator(), value, at));
        }
        var index = expression(assign.index().get(), depth);
        var value = expression(assign.value(), depth + 1);
        return new ElementNodes.Assign(variable, index, assign.operator(), value, at);
    }

    private Node call(Expr.Call call, int depth) {
        var target = part(call.target(), depth);
        visit(4);
        // The method's name waits, too.
        var arguments = expressions(call.arguments(), depth + 2);
        return checked(depth + 1, call.at(), () -> new MemberNodes.Call(target, call.name(), arguments, call.at()));
    }

    private Node allocation(Expr.New allocation, int depth) {
        visit(5);
        var arguments = expressions(allocation.arguments(), depth + 1);
        return checked(depth, allocation.at(), () -> {
            var constructor = Library.constructor(allocation.type(), arguments.size());
            return new MemberNodes.New(constructor, arguments, allocation.at());
        });
    }

    private Node array(Expr.NewArray array, int depth) {
        visit(4);
        var length = expression(array.length(), depth + 1);
        return checked(depth, array.at(), () -> new ArrayNodes.OfLength(arrayKind(array.type()), length, array.at()));
    }

    private Node arrayOf(Expr.NewArrayOf array, int depth) {
        visit(4);
        var elements = expressions(array.elements(), depth + 1);
        return checked(
                depth, array.at(), () -> new ArrayNodes.OfElements(arrayKind(array.type()), elements, array.at()));
    }

    /** Returns the kind of the arrays of a class. */
    static Kind arrayKind(String type) {
        var element = Library.classNamed(type);
        return element.arrayOf()
                .orElseThrow(() -> Fault.type("array-element-type", "there are no arrays of " + element));
    }

    private List<Node> expressions(List<Expr> exprs, int depth) {
        var nodes = new ArrayList<Node>(exprs.size());
        for (int i = 0; i < exprs.size(); i++) {
            nodes.add(expression(exprs.get(i), depth + i));
        }
        return nodes;
    }
}
