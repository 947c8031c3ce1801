package io.maestro.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Compares with files of vectors, one JSON object a line.
 *
 * @param suite what the vectors are about
 */
record VectorCommand(Suite suite) implements Command {

    @Override
    public String name() {
        return suite.name();
    }

    @Override
    public String arguments() {
        return "FILE...";
    }

    @Override
    public int run(List<String> arguments, PrintStream out) throws IOException {
        if (arguments.isEmpty()) {
            throw new WrongCallException("no file is named");
        }
        int disagreements = 0;
        for (var file : arguments) {
            var verdict = verdict(Path.of(file));
            verdict.deviations().forEach(out::println);
            verdict.disagreements().forEach(out::println);
            out.println(verdict.summary());
            disagreements += verdict.disagreements().size();
        }
        return disagreements;
    }

    Verdict verdict(Path file) throws IOException {
        return new Scorer(suite).score(JsonLines.read(file, suite.members(), vector -> vector));
    }
}
