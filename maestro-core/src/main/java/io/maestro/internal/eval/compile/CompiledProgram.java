package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.port.EvalResult;
import io.maestro.internal.eval.syntax.Program;
import io.maestro.internal.eval.syntax.Source;
import io.maestro.internal.eval.value.Budget;
import io.maestro.internal.eval.value.Context;
import io.maestro.internal.eval.value.Values;
import io.maestro.param.ParamValue;
import io.maestro.sel.SelErrorCategory;
import io.maestro.sel.SelEvaluationException;
import io.maestro.sel.SelException;
import io.maestro.sel.SelLimitException;
import io.maestro.sel.SelSyntaxException;
import io.maestro.sel.SelThrownException;

/** A program that can be evaluated, any number of times and by many threads at once. Immutable. */
public final class CompiledProgram {

    private final Source source;
    private final Action action;
    private final int slots;

    private CompiledProgram(Source source, Action action, int slots) {
        this.source = source;
        this.action = action;
        this.slots = slots;
    }

    /**
     * Compiles a program.
     *
     * @param source the text, for messages
     * @param program the parsed program
     * @param foldingBudget pays for what is computed already now; only its limits matter
     * @return the compiled program
     */
    public static CompiledProgram of(Source source, Program program, Budget foldingBudget) {
        var names = new Names(program);
        var action = new ProgramCompiler(names, foldingBudget).compile(program);
        return new CompiledProgram(source, action, names.slots());
    }

    /**
     * Evaluates the program.
     *
     * @param context what the evaluation has at hand
     * @return the result
     * @throws SelException if there is none
     */
    public EvalResult evaluate(Context context) {
        var frame = new Frame(context, slots);
        try {
            return result(frame, action.run(frame));
        } catch (Fault fault) {
            throw located(fault, frame.at);
        } catch (StackOverflowError e) {
            throw located(Fault.limit("nesting-limit", "nested too deeply for the stack of this thread"), frame.at);
        } catch (Thrown thrown) {
            var message = "the expression threw '" + thrown.text() + "'";
            var problem = source.problem(SelErrorCategory.OTHER, "user-throw", message, frame.at);
            throw new SelThrownException(problem, thrown.text());
        }
    }

    private EvalResult result(Frame frame, Flow flow) {
        return switch (flow) {
            case VALUE, RETURN -> value(frame);
            case NOTHING ->
                throw Fault.type(
                        "return-type:VOID", "the expression has no value; end it with 'return' and what it results in");
            case BREAK, CONTINUE ->
                throw Fault.of(
                        SelErrorCategory.SYNTAX,
                        "control-flow-outside-loop",
                        "'break' and 'continue' have a meaning only in a loop");
        };
    }

    private static EvalResult value(Frame frame) {
        return switch (frame.result) {
            case LONG -> new EvalResult.Value(ParamValue.of(frame.bits));
            case BOOLEAN -> new EvalResult.Value(ParamValue.of(frame.bits != 0));
            case DOUBLE -> new EvalResult.Value(ParamValue.of(Double.longBitsToDouble(frame.bits)));
            default -> Values.result(frame.ref, frame.budget);
        };
    }

    private SelException located(Fault fault, int at) {
        var problem = source.problem(fault.category(), fault.detail(), fault.explanation(), at, fault.suggestion());
        return switch (fault.category()) {
            case SYNTAX -> new SelSyntaxException(problem);
            case LIMIT, TIMEOUT -> new SelLimitException(problem);
            case TYPE, UNKNOWN, ARITHMETIC, INDEX, NULL, OTHER -> new SelEvaluationException(problem, fault);
        };
    }
}
