package io.maestro.dsl.internal.svg;

/**
 * A size and weight of text. How wide a text is can only be estimated: widths are those of Helvetica, to which the fonts that
 * are asked for come near, with something added for those that do not.
 */
enum Face {
    /** The title of the picture. */
    HEADING("heading", 16, true),
    /** The title of a box. */
    TITLE("title", 13, true),
    /** What else a box says, and labels. */
    DETAIL("detail", 11, false);

    private static final double MARGIN = 1.04;
    private static final double BOLD = 1.07;
    private static final double WIDE = 1;
    private static final double UNKNOWN = 0.62;

    /** In thousandths of the size, from the space on. */
    private static final short[] WIDTHS = {
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // space to /
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 to ?
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P to _
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` to o
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584 // p to ~
    };

    private static final int[][] WIDE_RANGES = {
        {0x1100, 0x115f}, {0x2e80, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0x1f000, 0x3ffff}
    };

    private final String styleClass;
    private final double size;
    private final boolean bold;

    Face(String styleClass, double size, boolean bold) {
        this.styleClass = styleClass;
        this.size = size;
        this.bold = bold;
    }

    /** Returns the class that the style sheet knows it by. */
    String styleClass() {
        return styleClass;
    }

    double size() {
        return size;
    }

    /** Returns the weight, as style sheets write it. */
    int weight() {
        return bold ? 600 : 400;
    }

    /** Returns how far lines are apart. */
    double lineHeight() {
        return Math.ceil(size * 1.3);
    }

    /** Returns how far the line that letters stand on is below the top of a line. */
    double ascent() {
        return Math.ceil(size * 0.98);
    }

    /** Returns how wide a text is. */
    double width(String text) {
        double ems = text.codePoints().mapToDouble(Face::ems).sum();
        return ems * size * MARGIN * (bold ? BOLD : 1);
    }

    private static double ems(int character) {
        if (character >= ' ' && character - ' ' < WIDTHS.length) {
            return WIDTHS[character - ' '] / 1000.0;
        }
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> 0;
            default -> isWide(character) ? WIDE : UNKNOWN;
        };
    }

    /** Tells whether a character is as wide as it is high, as those of East Asia and pictures are. */
    private static boolean isWide(int character) {
        for (int[] range : WIDE_RANGES) {
            if (character >= range[0] && character <= range[1]) {
                return true;
            }
        }
        return false;
    }
}
