package io.maestro.dsl.internal.svg;

import io.maestro.dsl.internal.layout.Area;
import io.maestro.dsl.internal.picture.Box;
import io.maestro.dsl.internal.picture.Mark;
import java.util.List;

/** Paints boards: the arrows first, then the boxes with all that is in them. */
final class Painter {

    private static final double ROUNDING = 6;
    private static final double SIDE = 4;

    private final Xml xml;

    Painter(Xml xml) {
        this.xml = xml;
    }

    /** Paints a board with its upper left corner at a place. */
    void paint(Board board, double x, double y) {
        xml.open("g").with("transform", "translate(" + Xml.number(x) + " " + Xml.number(y) + ")");
        new ArrowPainter(xml).paint(board);
        for (int i = 0; i < board.cards().size(); i++) {
            paint(board.cards().get(i), board.plan().boxes().get(i));
        }
        xml.close();
    }

    private void paint(Card card, Area area) {
        var box = card.box();
        xml.open("g")
                .with(
                        "class",
                        "step"
                                + box.standing()
                                        .map(known -> " " + StyleSheet.classOf(known.mark()))
                                        .orElse(""))
                .with("data-step", box.id());
        xml.open("title").close(box.tooltip());
        rectangle("box", area, ROUNDING);
        if (box.kind() == Box.Kind.SUBWORKFLOW) {
            sides(area);
        }
        texts(card, area);
        card.board().ifPresent(board -> within(board, area, area.y() + card.headHeight()));
        xml.close();
    }

    private void rectangle(String styleClass, Area area, double rounding) {
        xml.open("rect")
                .with("class", styleClass)
                .with("x", area.x())
                .with("y", area.y())
                .with("width", area.width())
                .with("height", area.height())
                .with("rx", rounding)
                .close();
    }

    /** Paints the double sides of a step that runs another workflow. */
    private void sides(Area area) {
        for (double x : new double[] {area.x() + SIDE, area.right() - SIDE}) {
            xml.open("path")
                    .with("class", "side")
                    .with("d", "M" + Xml.number(x) + " " + Xml.number(area.y()) + "v" + Xml.number(area.height()))
                    .close();
        }
    }

    private void texts(Card card, Area area) {
        double x = area.x() + Card.PADDING;
        double y = area.y() + Card.PADDING;
        Icons.of(card.box().kind()).ifPresent(icon -> drawing("kind", icon, x, area.y() + Card.PADDING + 1));
        y = Texts.left(xml, card.title(), x + card.titleStart(), y);
        for (var detail : card.details()) {
            y = Texts.left(xml, detail, x, y);
        }
        if (card.box().standing().isPresent()) {
            standing(card.box().standing().get().mark(), card.standing(), x, y + Card.STANDING_GAP);
        }
    }

    /** Paints how something stands, beginning at a place, and returns how far down it ends. */
    double standing(Mark mark, List<TextBlock> lines, double x, double top) {
        double radius = Icons.MARK_SIZE / 2;
        xml.open("circle")
                .with("class", "disc")
                .with("cx", x + radius)
                .with("cy", top + 1 + radius)
                .with("r", radius)
                .close();
        drawing("sign", Icons.of(mark), x, top + 1);
        double y = top;
        for (var line : lines) {
            y = Texts.left(xml, line, x + Icons.MARK_SIZE + Card.ICON_GAP, y);
        }
        return y;
    }

    private void drawing(String styleClass, String data, double x, double y) {
        xml.open("path")
                .with("class", styleClass)
                .with("transform", "translate(" + Xml.number(x) + " " + Xml.number(y) + ")")
                .with("d", data)
                .close();
    }

    /** Paints the body of a box, in the middle of what its texts leave. */
    private void within(Board board, Area area, double top) {
        var inner = new Area(
                area.x() + Card.BODY_PADDING / 2,
                top - Card.BODY_PADDING / 2,
                area.width() - Card.BODY_PADDING,
                area.bottom() - top);
        rectangle("inner", inner, ROUNDING - 2);
        paint(board, area.centre().x() - board.size().width() / 2, top);
    }
}
