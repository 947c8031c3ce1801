package io.maestro.conformance.definitions;

import io.maestro.conformance.Command;
import io.maestro.conformance.WrongCallException;
import io.maestro.conformance.WrongInputException;
import io.maestro.conformance.definitions.DefinitionFile.Content;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads every definition of some folders, registers those that are valid, and runs what can run by itself, in virtual time. */
public final class DefinitionsCommand implements Command {

    @Override
    public String name() {
        return "definitions";
    }

    @Override
    public String arguments() {
        return "DIR...";
    }

    /** Prints a line for each file, and returns how many are not as their names say. */
    @Override
    public int run(List<String> arguments, PrintStream out) throws IOException {
        if (arguments.isEmpty()) {
            throw new WrongCallException("no folder is named");
        }
        var files = new ArrayList<DefinitionFile>();
        for (var folder : arguments) {
            files.addAll(read(Path.of(folder)));
        }
        var findings = findings(files);
        findings.forEach(out::println);
        long unexpected =
                findings.stream().filter(finding -> !finding.isExpected()).count();
        long valid = findings.stream().filter(Finding::isValid).count();
        out.println(valid + " valid, " + (findings.size() - valid) + " not, " + unexpected + " otherwise than named");
        return (int) unexpected;
    }

    private static List<DefinitionFile> read(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new WrongInputException("there is no folder " + folder);
        }
        var found = new ArrayList<DefinitionFile>();
        try (var paths = Files.walk(folder)) {
            for (var path : paths.filter(Files::isRegularFile).sorted().toList()) {
                found.add(DefinitionFile.read(path));
            }
        }
        found.removeIf(file -> file.content() instanceof Content.Other);
        return found;
    }

    /** Workflows may need each other as subworkflows, so all are registered before the first runs. */
    static List<Finding> findings(List<DefinitionFile> files) {
        try (var trial = new Trial(files)) {
            return files.stream().map(trial::finding).toList();
        }
    }
}
