package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.library.Library;
import io.maestro.internal.eval.syntax.Program;
import io.maestro.internal.eval.syntax.Statement;
import io.maestro.internal.eval.value.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of a program: which are variables, and in which slots. There is one scope, as the language has no other. */
final class Names {

    private final Map<String, Variable> variables = new HashMap<>();
    private final Set<String> declared = new HashSet<>();
    private final Set<String> declaredOtherwise = new HashSet<>();

    Names(Program program) {
        program.walk(part -> {
            if (part instanceof Statement.Declare declare) {
                var declaredNames = declare.declarators().stream()
                        .map(Statement.Declarator::name)
                        .toList();
                declared.addAll(declaredNames);
                if (declare.array() || Library.classNames().get(declare.type()) != Kind.LONG) {
                    declaredOtherwise.addAll(declaredNames);
                }
            }
        });
    }

    /** Whether some declaration gives a name another type than LONG. */
    boolean isDeclaredOtherwise(String name) {
        return declaredOtherwise.contains(name);
    }

    /** The class or object that a name always means, because no declaration hides it. */
    Optional<Object> constant(String name) {
        return declared.contains(name) ? Optional.empty() : Library.preset(name);
    }

    Variable variable(String name) {
        return variables.computeIfAbsent(name, n -> new Variable(n, variables.size(), Library.preset(n)));
    }

    int slots() {
        return variables.size();
    }
}
