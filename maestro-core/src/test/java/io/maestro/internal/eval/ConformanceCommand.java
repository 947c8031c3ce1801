package io.maestro.internal.eval;

import io.maestro.internal.eval.params.ParamConformance;
import io.maestro.internal.eval.params.ParamDeviation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Function;

/**
 * Compares with recorded answers from any place: {@code bin/conformance sel FILE...} and {@code bin/conformance params
 * FILE...}. Prints a line for each answer that does not agree, then how many agree, deviate on purpose and disagree, for each
 * file; ends with 1 if any disagrees.
 */
final class ConformanceCommand {

    private ConformanceCommand() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 2 || !(args[0].equals("sel") || args[0].equals("params"))) {
            System.err.println("usage: bin/conformance sel FILE... or bin/conformance params FILE...");
            System.exit(2);
        }
        Function<Iterator<String>, Verdict> comparison = args[0].equals("sel")
                ? new SelConformance(SelDeviation.all())::compare
                : new ParamConformance(ParamDeviation.all())::compare;
        int disagreements = 0;
        for (var file : Arrays.asList(args).subList(1, args.length)) {
            try (var lines = Files.lines(Path.of(file))) {
                var verdict = comparison.apply(lines.iterator());
                verdict.deviations().forEach(System.out::println);
                verdict.disagreements().forEach(System.out::println);
                System.out.println(verdict.summary());
                disagreements += verdict.disagreements().size();
            }
        }
        System.exit(disagreements == 0 ? 0 : 1);
    }
}
