package io.maestro.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Something that {@code bin/conformance} can compare. */
public interface Command {

    /**
     * Returns the word by which it is called.
     *
     * @return the name, in lower case
     */
    String name();

    /**
     * Returns what its arguments are.
     *
     * @return the arguments for the line of usage, such as {@code FILE...}
     */
    String arguments();

    /**
     * Compares, and prints a line for each thing that does not agree and one that counts them.
     *
     * @param arguments what follows the name
     * @param out where to print
     * @return how many disagree without a reason that the compatibility page gives
     * @throws IOException if a file cannot be read
     * @throws WrongInputException if an argument names a file that is not there, or holds something else
     * @throws WrongCallException if the arguments do not make sense
     */
    int run(List<String> arguments, PrintStream out) throws IOException;
}
