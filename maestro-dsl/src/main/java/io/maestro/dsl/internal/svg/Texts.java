package io.maestro.dsl.internal.svg;

/** Writes texts into a picture. */
final class Texts {

    private Texts() {}

    /** Writes a text that begins at a place, and returns how far down it ends. */
    static double left(Xml xml, TextBlock block, double x, double top) {
        return lines(xml, block, x, top, false);
    }

    /** Writes a text around a middle line, and returns how far down it ends. */
    static double centred(Xml xml, TextBlock block, double middle, double top) {
        return lines(xml, block, middle, top, true);
    }

    private static double lines(Xml xml, TextBlock block, double x, double top, boolean centred) {
        double y = top;
        for (var line : block.lines()) {
            xml.open("text")
                    .with("class", block.face().styleClass())
                    .with("x", x)
                    .with("y", y + block.face().ascent());
            if (centred) {
                xml.with("text-anchor", "middle");
            }
            xml.close(line);
            y += block.face().lineHeight();
        }
        return y;
    }
}
