package io.maestro.dsl.internal.svg;

import io.maestro.dsl.internal.picture.Box;
import io.maestro.dsl.internal.picture.Mark;
import java.util.Optional;

/** Small drawings, as the data of paths. They are drawn and not written, since not every font has such signs. */
final class Icons {

    /** The width and height of drawings of kinds. */
    static final double KIND_SIZE = 14;

    /** The width and height of drawings of marks. */
    static final double MARK_SIZE = 12;

    private Icons() {}

    /** Returns the drawing of a kind of step, in lines; empty for steps that are nothing in particular. */
    static Optional<String> of(Box.Kind kind) {
        return switch (kind) {
            case STEP -> Optional.empty();
            case TEMPLATE -> Optional.of("M3 1.5h5.5l3 3v8h-8.5z M8.5 1.5v3h3 M5 7.5h4.5 M5 10h4.5");
            case SUBWORKFLOW -> Optional.of("M1.5 1.5h11v11h-11z M7 4.2v5.6 M4.2 7h5.6");
            case FOREACH -> Optional.of("M1.5 5.5h7v7h-7z M3.5 3.5h7v7 M5.5 1.5h7v7");
            case WHILE -> Optional.of("M12 7a5 5 0 1 1-1.6-3.7 M10.7 0.8v2.8h-2.8");
        };
    }

    /** Returns the drawing of a mark, in lines on a disc. */
    static String of(Mark mark) {
        return switch (mark) {
            case NOT_REACHED -> "M4 6h4";
            case WAITING -> "M6 3v3.2l2.2 1.4";
            case RUNNING -> "M4.7 3.6l4 2.4l-4 2.4z";
            case RETRYING -> "M8.6 6a2.6 2.6 0 1 1-0.9-2 M7.9 2.3v1.8h-1.8";
            case DONE -> "M3.2 6.2l2 2l3.7-4.2";
            case PASSED_OVER -> "M3.6 3.8l2 2.2l-2 2.2 M6.4 3.8l2 2.2l-2 2.2";
            case WARNED -> "M6 3v3.6 M6 8.6v0.4";
            case FAILED -> "M4 4l4 4 M8 4l-4 4";
            case STOPPED -> "M4.2 4.2h3.6v3.6h-3.6z";
        };
    }
}
