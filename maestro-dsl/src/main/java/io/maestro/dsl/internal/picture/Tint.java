package io.maestro.dsl.internal.picture;

/**
 * The colours of things with a mark, as {@code #rrggbb}.
 *
 * @param ground of their ground
 * @param line of what is drawn on it
 * @param darkGround of their ground in dark surroundings
 * @param darkLine of what is drawn on it in dark surroundings
 */
public record Tint(String ground, String line, String darkGround, String darkLine) {

    /**
     * Returns the colours of things with a mark.
     *
     * @param mark the mark
     * @return the colours
     */
    public static Tint of(Mark mark) {
        return switch (mark) {
            case NOT_REACHED, PASSED_OVER -> new Tint("#f6f8fa", "#6e7781", "#161b22", "#8b949e");
            case WAITING, RETRYING -> new Tint("#fff8c5", "#9a6700", "#272115", "#d29922");
            case RUNNING -> new Tint("#ddf4ff", "#0969da", "#121d2f", "#4493f8");
            case DONE -> new Tint("#dafbe1", "#1a7f37", "#12261e", "#3fb950");
            case WARNED -> new Tint("#fff1e5", "#bc4c00", "#221a19", "#db6d28");
            case FAILED -> new Tint("#ffebe9", "#cf222e", "#25171c", "#f85149");
            case STOPPED -> new Tint("#ffeff7", "#bf3989", "#221626", "#db61a2");
        };
    }
}
