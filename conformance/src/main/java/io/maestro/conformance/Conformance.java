package io.maestro.conformance;

import io.maestro.conformance.definitions.DefinitionsCommand;
import io.maestro.conformance.engine.EngineCommand;
import io.maestro.conformance.params.ParamSuite;
import io.maestro.conformance.sel.SelSuite;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** What {@code bin/conformance} runs: compares with recorded answers of Netflix Maestro from any place. */
final class Conformance {

    /** Nothing disagrees. */
    static final int AGREES = 0;

    /** Something disagrees. */
    static final int DISAGREES = 1;

    /** It was called in a way that it does not know, or with a file that is not there. */
    static final int USAGE = 2;

    private static final List<Command> COMMANDS = List.of(
            new VectorCommand(new SelSuite()),
            new VectorCommand(new ParamSuite()),
            new EngineCommand(),
            new DefinitionsCommand());

    private Conformance() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        if (args.isEmpty()) {
            return usage(err);
        }
        try {
            var command = command(args.getFirst());
            return command.run(args.subList(1, args.size()), out) == 0 ? AGREES : DISAGREES;
        } catch (IOException e) {
            err.println("error: cannot read " + e.getMessage());
            return USAGE;
        } catch (WrongInputException e) {
            err.println("error: " + e.getMessage());
            return USAGE;
        } catch (WrongCallException e) {
            err.println("error: " + e.getMessage());
            return usage(err);
        }
    }

    private static Command command(String name) {
        return COMMANDS.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new WrongCallException("there is no command '" + name + "'"));
    }

    private static int usage(PrintStream err) {
        err.println("usage: one of");
        COMMANDS.forEach(known -> err.println("  bin/conformance " + known.name() + " " + known.arguments()));
        return USAGE;
    }
}
