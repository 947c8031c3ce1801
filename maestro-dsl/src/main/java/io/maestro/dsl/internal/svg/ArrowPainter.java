package io.maestro.dsl.internal.svg;

import io.maestro.dsl.internal.layout.Area;
import io.maestro.dsl.internal.layout.Leg;
import io.maestro.dsl.internal.layout.Point;
import io.maestro.dsl.internal.layout.Route;
import io.maestro.dsl.internal.picture.Arrow;
import io.maestro.dsl.internal.picture.Arrow.Course;
import java.util.ArrayList;

/** Paints arrows. */
final class ArrowPainter {

    private static final double TIP_LENGTH = 8;
    private static final double TIP_HALF = 3.5;

    private final Xml xml;

    ArrowPainter(Xml xml) {
        this.xml = xml;
    }

    /** Paints the arrows of a board, those that were not gone before the others, so that they do not hide them. */
    void paint(Board board) {
        for (boolean gone : new boolean[] {false, true}) {
            for (int i = 0; i < board.arrows().size(); i++) {
                if ((board.arrows().get(i).course() != Course.NOT_TAKEN) == gone) {
                    paint(board, i);
                }
            }
        }
    }

    private void paint(Board board, int number) {
        var arrow = board.arrows().get(number);
        var route = board.plan().routes().get(number);
        var from = board.cards().get(arrow.from()).box().id();
        var to = board.cards().get(arrow.to()).box().id();
        xml.open("g").with("class", classes(arrow)).with("data-from", from).with("data-to", to);
        var tooltip = new ArrayList<String>();
        tooltip.add(from + " → " + to);
        tooltip.addAll(arrow.labels());
        xml.open("title").close(String.join("\n", tooltip));
        way(route);
        route.label().ifPresent(area -> label(board.labels().get(number), area));
        xml.close();
    }

    private static String classes(Arrow arrow) {
        return "arrow"
                + (arrow.back() ? " back" : "")
                + (arrow.course() == Course.OPEN ? "" : " " + StyleSheet.classOf(arrow.course()));
    }

    private void way(Route route) {
        var end = route.end();
        var before = route.approach();
        double length = Math.hypot(end.x() - before.x(), end.y() - before.y());
        double right = (end.x() - before.x()) / length;
        double down = (end.y() - before.y()) / length;
        xml.open("path")
                .with("class", "way")
                .with("d", data(route, right, down))
                .close();
        var foot = new Point(end.x() - right * TIP_LENGTH, end.y() - down * TIP_LENGTH);
        xml.open("path")
                .with("class", "tip")
                .with(
                        "d",
                        "M" + at(end) + "L" + at(new Point(foot.x() - down * TIP_HALF, foot.y() + right * TIP_HALF))
                                + "L" + at(new Point(foot.x() + down * TIP_HALF, foot.y() - right * TIP_HALF)) + "z")
                .close();
    }

    /** Returns the way as the data of a path. It ends under the tip, so that it does not blunt it. */
    private static String data(Route route, double right, double down) {
        var data = new StringBuilder("M" + at(route.start()));
        for (int i = 0; i < route.legs().size(); i++) {
            boolean last = i == route.legs().size() - 1;
            double back = last ? TIP_LENGTH - 2 : 0;
            switch (route.legs().get(i)) {
                case Leg.Line line -> data.append('L').append(at(shifted(line.to(), right, down, back)));
                case Leg.Curve curve ->
                    data.append('C')
                            .append(at(curve.first()))
                            .append(' ')
                            .append(at(shifted(curve.second(), right, down, back)))
                            .append(' ')
                            .append(at(shifted(curve.to(), right, down, back)));
            }
        }
        return data.toString();
    }

    private static Point shifted(Point point, double right, double down, double back) {
        return new Point(point.x() - right * back, point.y() - down * back);
    }

    private static String at(Point point) {
        return Xml.number(point.x()) + " " + Xml.number(point.y());
    }

    private void label(Board.Label label, Area area) {
        xml.open("rect")
                .with("class", "patch")
                .with("x", area.x())
                .with("y", area.y())
                .with("width", area.width())
                .with("height", area.height())
                .close();
        double top = area.y() + Board.Label.PADDING / 2;
        for (var block : label.blocks()) {
            top = Texts.centred(xml, block, area.centre().x(), top);
        }
    }
}
