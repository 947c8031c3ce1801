package io.maestro.definition;

import java.util.Optional;

/** The rules for the names of params (spec: definitions, section 1.3). */
public final class ParamNames {

    private ParamNames() {}

    /**
     * Tells what is wrong with a name.
     *
     * @param name the name of a param
     * @return what is wrong, or empty if the name is good
     */
    public static Optional<String> problemWith(String name) {
        try {
            IdRule.REFERENCE.checked(name);
        } catch (InvalidIdException e) {
            return Optional.ofNullable(e.getMessage());
        }
        return IdRule.REFERENCE.reservedIn(name);
    }
}
