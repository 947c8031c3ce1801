package io.maestro.dsl.internal.svg;

import io.maestro.dsl.internal.picture.Mark;
import io.maestro.dsl.internal.picture.Tint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The style sheet of pictures. Colours are there twice: for light surroundings and, where whoever shows the picture asks for it,
 * for dark ones. The picture paints its own ground, so that it can be read on any page.
 */
final class StyleSheet {

    /** The class of the whole picture. All rules are for what is in it, so that a page that a picture is put into stays as it is. */
    static final String PICTURE = "maestro-picture";

    private static final String FONTS = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";

    private StyleSheet() {}

    /**
     * A colour of something.
     *
     * @param selector what has it
     * @param property the property that it is the value of
     * @param light the colour in light surroundings
     * @param dark the colour in dark ones
     */
    record Colour(String selector, String property, String light, String dark) {
        private String rule(String colour) {
            return "." + PICTURE + " " + selector + " { " + property + ": " + colour + "; }";
        }
    }

    private static final List<String> SHAPES = List.of(
            ".kind { fill: none; }",
            ".sign { fill: none; }",
            ".way { fill: none; }",
            ".box { stroke-width: 1.2; }",
            ".kind { stroke-width: 1.2; stroke-linecap: round; stroke-linejoin: round; }",
            ".sign { stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }",
            ".way { stroke-width: 1.3; }",
            ".back .way { stroke-dasharray: 6 3; }",
            ".taken .way { stroke-width: 2; }",
            ".not-taken .way { opacity: 0.7; stroke-dasharray: 2 3; }",
            ".not-taken .tip { opacity: 0.7; }",
            ".not-reached > .box { stroke-dasharray: 4 3; }");

    private static final List<Colour> COLOURS = List.of(
            new Colour(".ground", "fill", "#ffffff", "#0d1117"),
            new Colour(".patch", "fill", "#ffffff", "#0d1117"),
            new Colour(".ground", "stroke", "#d1d9e0", "#3d444d"),
            new Colour(".heading", "fill", "#1f2328", "#f0f6fc"),
            new Colour(".title", "fill", "#1f2328", "#f0f6fc"),
            new Colour(".detail", "fill", "#59636e", "#a2aab4"),
            new Colour(".kind", "stroke", "#59636e", "#a2aab4"),
            new Colour(".box", "fill", "#f6f8fa", "#161b22"),
            new Colour(".box", "stroke", "#818b98", "#656c76"),
            new Colour(".side", "stroke", "#818b98", "#656c76"),
            new Colour(".way", "stroke", "#6e7781", "#8b949e"),
            new Colour(".tip", "fill", "#6e7781", "#8b949e"),
            new Colour(".back .way", "stroke", "#8250df", "#ab7df8"),
            new Colour(".back .tip", "fill", "#8250df", "#ab7df8"),
            new Colour(".taken .way", "stroke", "#1f2328", "#d1d7e0"),
            new Colour(".taken .tip", "fill", "#1f2328", "#d1d7e0"),
            new Colour(".taken.back .way", "stroke", "#8250df", "#ab7df8"),
            new Colour(".taken.back .tip", "fill", "#8250df", "#ab7df8"),
            new Colour(".inner", "fill", "#ffffff", "#0d1117"),
            new Colour(".sign", "stroke", "#ffffff", "#0d1117"));

    /** Returns the style sheet of a picture in which things have these marks. */
    static String of(Set<Mark> marks) {
        var colours = new ArrayList<>(COLOURS);
        marks.forEach(mark -> colours.addAll(coloursOf(mark)));
        var sheet = new StringJoiner("\n", "\n", "\n");
        sheet.add("." + PICTURE + " text { font-family: " + FONTS + "; }");
        for (var face : Face.values()) {
            sheet.add("." + PICTURE + " ." + face.styleClass() + " { font-size: " + Xml.number(face.size())
                    + "px; font-weight: " + face.weight() + "; }");
        }
        SHAPES.forEach(rule -> sheet.add("." + PICTURE + " " + rule));
        colours.forEach(colour -> sheet.add(colour.rule(colour.light())));
        sheet.add("@media (prefers-color-scheme: dark) {");
        colours.forEach(colour -> sheet.add("  " + colour.rule(colour.dark())));
        sheet.add("}");
        return sheet.toString();
    }

    /** Returns the class of things that stand in some way. */
    static String classOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the colours of things with a mark. */
    static List<Colour> coloursOf(Mark mark) {
        var selector = "." + classOf(mark);
        var tint = Tint.of(mark);
        return List.of(
                new Colour(selector + " > .box", "fill", tint.ground(), tint.darkGround()),
                new Colour(selector + " > .box", "stroke", tint.line(), tint.darkLine()),
                new Colour(selector + " > .side", "stroke", tint.line(), tint.darkLine()),
                new Colour(selector + " > .disc", "fill", tint.line(), tint.darkLine()));
    }
}
