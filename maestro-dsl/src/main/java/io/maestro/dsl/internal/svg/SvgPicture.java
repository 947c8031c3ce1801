package io.maestro.dsl.internal.svg;

import io.maestro.dsl.internal.layout.Flow;
import io.maestro.dsl.internal.picture.Body;
import io.maestro.dsl.internal.picture.Diagram;
import io.maestro.dsl.internal.picture.Mark;
import io.maestro.dsl.internal.picture.Standing;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Draws a diagram as SVG. */
public final class SvgPicture {

    private static final double MARGIN = 20;
    private static final double HEADING_WIDTH = 480;
    private static final int HEADING_LINES = 3;

    private final Diagram diagram;
    private final Board board;
    private final TextBlock title;
    private final List<TextBlock> subtitle;
    private final List<TextBlock> standing;

    private SvgPicture(Diagram diagram, Flow flow) {
        this.diagram = diagram;
        this.board = Board.of(diagram.body(), flow);
        double room = Math.max(HEADING_WIDTH, board.size().width());
        this.title = TextBlock.of(diagram.title(), Face.HEADING, room, HEADING_LINES);
        this.subtitle = diagram.subtitle().stream()
                .map(text -> TextBlock.of(text, Face.DETAIL, room, HEADING_LINES))
                .toList();
        this.standing = diagram.standing().stream()
                .flatMap(known -> Stream.concat(known.lines().stream(), known.error().stream()))
                .map(text -> TextBlock.of(text, Face.DETAIL, room, HEADING_LINES))
                .toList();
    }

    /**
     * Draws a diagram.
     *
     * @param diagram the diagram
     * @param flow the way in which arrows lead
     * @return a document that needs nothing else, with a line end at its end
     */
    public static String of(Diagram diagram, Flow flow) {
        return new SvgPicture(diagram, flow).text();
    }

    private String text() {
        double width = Math.ceil(Math.max(board.size().width(), headingWidth()) + 2 * MARGIN);
        double top = MARGIN + headingHeight() + (diagram.body().boxes().isEmpty() ? 0 : MARGIN);
        double height = Math.ceil(top + board.size().height() + MARGIN);

        var xml = new Xml();
        xml.open("svg")
                .with("xmlns", "http://www.w3.org/2000/svg")
                .with("class", StyleSheet.PICTURE)
                .with("role", "img")
                .with("aria-label", label())
                .with("viewBox", "0 0 " + Xml.number(width) + " " + Xml.number(height))
                .with("width", width)
                .with("height", height);
        xml.open("style").close(StyleSheet.of(marks()));
        xml.open("rect")
                .with("class", "ground")
                .with("x", 0.5)
                .with("y", 0.5)
                .with("width", width - 1)
                .with("height", height - 1)
                .with("rx", 8)
                .close();
        var painter = new Painter(xml);
        heading(xml, painter);
        painter.paint(board, (width - board.size().width()) / 2, top);
        xml.close();
        return xml.text();
    }

    private void heading(Xml xml, Painter painter) {
        double y = Texts.left(xml, title, MARGIN, MARGIN);
        for (var block : subtitle) {
            y = Texts.left(xml, block, MARGIN, y);
        }
        if (diagram.standing().isPresent()) {
            var mark = diagram.standing().get().mark();
            xml.open("g").with("class", StyleSheet.classOf(mark));
            painter.standing(mark, standing, MARGIN, y + Card.STANDING_GAP);
            xml.close();
        }
    }

    private double headingWidth() {
        return Stream.of(Stream.of(title), subtitle.stream(), standing.stream())
                .flatMap(blocks -> blocks)
                .mapToDouble(TextBlock::width)
                .max()
                .orElse(0);
    }

    private double headingHeight() {
        double height = title.height() + (standing.isEmpty() ? 0 : Card.STANDING_GAP);
        return height
                + Stream.concat(subtitle.stream(), standing.stream())
                        .mapToDouble(TextBlock::height)
                        .sum();
    }

    private String label() {
        return diagram.title()
                + diagram.standing()
                        .map(known -> ", " + known.lines().getFirst())
                        .orElse("");
    }

    private Set<Mark> marks() {
        var marks = EnumSet.noneOf(Mark.class);
        diagram.standing().map(Standing::mark).ifPresent(marks::add);
        collect(diagram.body(), marks);
        return marks;
    }

    private static void collect(Body body, Set<Mark> marks) {
        for (var box : body.boxes()) {
            box.standing().map(Standing::mark).ifPresent(marks::add);
            box.body().ifPresent(inner -> collect(inner, marks));
        }
    }
}
