package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import io.maestro.error.MaestroException;

/** Thrown for a {@link Setting} whose text cannot be read with the params of a run. */
public final class InvalidSettingException extends MaestroException {

    private static final long serialVersionUID = 1;

    private final transient String setting;

    /**
     * Creates the exception.
     *
     * @param setting what is set, such as {@code timeout}
     * @param text the text of the setting
     * @param problem what was found and what was expected
     */
    public InvalidSettingException(String setting, String text, String problem) {
        super("the " + setting + " '" + text + "' " + problem);
        this.setting = requireNonNull(setting, "setting");
    }

    /**
     * Returns what is set.
     *
     * @return the name of the setting
     */
    public String setting() {
        return setting;
    }
}
