package io.maestro.conformance.engine;

import io.maestro.conformance.Command;
import io.maestro.conformance.JsonLines;
import io.maestro.conformance.WrongCallException;
import io.maestro.conformance.WrongInputException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Replays recorded cases in this process, in virtual time. */
public final class EngineCommand implements Command {

    private static final String GROUP = "--group";

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public String arguments() {
        return "[--group GROUP]... FILE...";
    }

    @Override
    public int run(List<String> arguments, PrintStream out) throws IOException {
        var groups = new HashSet<String>();
        var files = new ArrayList<Path>();
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            var argument = rest.next();
            if (argument.equals(GROUP)) {
                groups.add(groupOf(rest));
            } else if (argument.startsWith("--")) {
                throw new WrongCallException("there is no option '" + argument + "', but " + GROUP);
            } else {
                files.add(Path.of(argument));
            }
        }
        if (files.isEmpty()) {
            throw new WrongCallException("no file is named");
        }
        return compare(files, groups, out);
    }

    private static String groupOf(Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new WrongCallException("no group follows " + GROUP);
        }
        return rest.next();
    }

    private static int compare(List<Path> files, Set<String> groups, PrintStream out) throws IOException {
        var cases = new ArrayList<EngineCase>();
        for (var file : files) {
            cases.addAll(cases(file, groups));
        }
        for (var group : groups) {
            if (cases.stream().noneMatch(recorded -> recorded.group().equals(group))) {
                throw new WrongInputException("no case is of the group '" + group + "'");
            }
        }
        var tally = new Tally();
        cases.forEach(recorded -> tally.add(recorded, Outcome.of(recorded), out));
        tally.print(out);
        return tally.disagree();
    }

    /** Returns the cases of a file, of all groups if none is named. */
    static List<EngineCase> cases(Path file, Set<String> groups) throws IOException {
        return JsonLines.read(file, EngineCase.MEMBERS, EngineCase::of).stream()
                .filter(recorded -> groups.isEmpty() || groups.contains(recorded.group()))
                .toList();
    }
}
