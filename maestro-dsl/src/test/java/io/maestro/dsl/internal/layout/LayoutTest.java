package io.maestro.dsl.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maestro.dsl.internal.layout.RandomGraphs.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayoutTest {

    private static final int GRAPHS = 150;
    private static final double SLACK = 0.01;
    private static final Size BOX = new Size(100, 50);
    private static final Size LABEL = new Size(40, 20);

    private final long seed = Long.getLong("maestro.seed", 20_261_123L);

    @ParameterizedTest
    @EnumSource
    void boxes_and_labels_overlap_nothing_and_lie_within_the_whole(Flow flow) {
        forEachGraph(flow, (graph, plan) -> {
            var areas = new ArrayList<>(plan.boxes());
            plan.routes().forEach(route -> route.label().ifPresent(areas::add));
            for (int i = 0; i < areas.size(); i++) {
                var area = areas.get(i);
                assertThat(areas.subList(i + 1, areas.size())).noneMatch(other -> overlap(area, other));
                assertThat(isWithin(area, plan.size()))
                        .as("%s within %s", area, plan.size())
                        .isTrue();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void boxes_and_labels_keep_their_sizes(Flow flow) {
        forEachGraph(flow, (graph, plan) -> {
            assertThat(plan.boxes().stream().map(LayoutTest::size)).isEqualTo(graph.boxes());
            assertThat(plan.routes().stream().map(route -> route.label().map(LayoutTest::size)))
                    .isEqualTo(graph.edges().stream().map(Edge::label).toList());
        });
    }

    @ParameterizedTest
    @EnumSource
    void an_edge_leads_from_the_border_of_one_box_to_that_of_the_other(Flow flow) {
        forEachGraph(flow, (graph, plan) -> {
            for (int i = 0; i < graph.edges().size(); i++) {
                var edge = graph.edges().get(i);
                var route = plan.routes().get(i);
                assertThat(isOnBorder(route.start(), plan.boxes().get(edge.from())))
                        .isTrue();
                assertThat(isOnBorder(route.end(), plan.boxes().get(edge.to()))).isTrue();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void an_edge_passes_no_box_and_no_label_but_its_own(Flow flow) {
        forEachGraph(flow, (graph, plan) -> {
            for (int i = 0; i < graph.edges().size(); i++) {
                var route = plan.routes().get(i);
                var obstacles = new ArrayList<>(plan.boxes());
                for (int other = 0; other < plan.routes().size(); other++) {
                    if (other != i) {
                        plan.routes().get(other).label().ifPresent(obstacles::add);
                    }
                }
                for (var point : points(route)) {
                    for (var obstacle : obstacles) {
                        if (isWithin(point, obstacle)) {
                            throw new AssertionError("edge " + graph.edges().get(i) + " passes " + obstacle);
                        }
                    }
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void an_edge_passes_the_middle_of_its_label(Flow flow) {
        forEachGraph(flow, (graph, plan) -> {
            for (int i = 0; i < plan.routes().size(); i++) {
                var route = plan.routes().get(i);
                if (route.label().isPresent() && !graph.edges().get(i).isLoop()) {
                    var middle = route.label().get().centre();
                    assertThat(points(route).stream().anyMatch(point -> distance(point, middle) < 25))
                            .as("%s comes to %s", route, middle)
                            .isTrue();
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void edges_lead_along_the_flow_but_for_those_that_lead_back(Flow flow) {
        forEachGraph(flow, (graph, plan) -> {
            for (int i = 0; i < plan.routes().size(); i++) {
                var edge = graph.edges().get(i);
                var from = along(flow, plan.boxes().get(edge.from()).centre());
                var to = along(flow, plan.boxes().get(edge.to()).centre());
                if (!edge.isLoop()) {
                    assertThat(to > from).isEqualTo(!edge.back());
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void the_same_graph_is_laid_out_in_the_same_way(Flow flow) {
        forEachGraph(
                flow,
                (graph, plan) -> assertThat(Layout.of(graph.boxes(), graph.edges(), flow))
                        .isEqualTo(plan));
    }

    @Test
    void a_chain_is_a_straight_line() {
        var sizes = List.of(BOX, new Size(60, 50), new Size(200, 80), BOX);

        var plan = Layout.of(sizes, edges("0>1 1>2 2>3"), Flow.DOWN);

        assertThat(plan.routes()).allSatisfy(route -> assertThat(route.legs()).hasSize(1));
        assertThat(plan.boxes().stream().mapToDouble(box -> box.centre().x()).distinct())
                .hasSize(1);
    }

    @Test
    void what_is_symmetric_is_drawn_so() {
        var plan = Layout.of(boxes(4), edges("0>1 0>2 1>3 2>3"), Flow.DOWN);

        var begin = plan.boxes().get(0).centre();
        assertThat(plan.boxes().get(3).centre().x()).isEqualTo(begin.x());
        assertThat(plan.boxes().get(2).centre().x() - begin.x())
                .isCloseTo(begin.x() - plan.boxes().get(1).centre().x(), within(2.0));
    }

    @Test
    void branches_keep_the_order_of_the_definition_if_nothing_speaks_against_it() {
        var plan = Layout.of(boxes(6), edges("0>1 0>2 0>3 0>4 1>5 2>5 3>5 4>5"), Flow.DOWN);

        assertThat(IntStream.rangeClosed(1, 4)
                        .mapToObj(box -> plan.boxes().get(box).x()))
                .isSorted();
    }

    @Test
    void edges_do_not_cross_if_they_need_not() {
        var plan = Layout.of(boxes(7), edges("0>1 0>2 1>4 2>3 3>5 4>6"), Flow.DOWN);

        assertThat(plan.boxes().get(1).x() < plan.boxes().get(2).x())
                .isEqualTo(plan.boxes().get(4).x() < plan.boxes().get(3).x());
    }

    @Test
    void an_edge_that_leads_back_goes_round_at_the_side_in_a_straight_lane() {
        var plan = Layout.of(boxes(4), edges("0>1 1>2 2>3 3<0"), Flow.DOWN);

        var back = plan.routes().get(3);
        assertThat(back.start().x()).isEqualTo(plan.boxes().get(3).right());
        assertThat(back.end().x()).isEqualTo(plan.boxes().get(0).right());
        assertThat(back.legs()).hasSize(5);
        assertThat(plan.routes().subList(0, 3))
                .allSatisfy(route -> assertThat(route.legs()).hasSize(1));
    }

    @Test
    void lanes_of_loops_within_each_other_do_not_cross() {
        var plan = Layout.of(boxes(4), edges("0>1 1>2 2>3 3<0 2<0 1<0 3<2"), Flow.DOWN);

        var lanes = plan.routes().subList(3, 7);
        for (var lane : lanes) {
            assertThat(lane.legs()).hasSize(5);
        }
        assertThat(lane(lanes.get(0))).isGreaterThan(lane(lanes.get(1)));
        assertThat(lane(lanes.get(1))).isGreaterThan(lane(lanes.get(2)));
        assertThat(lanes.get(0).end().y()).isLessThan(lanes.get(1).end().y());
        assertThat(lanes.get(1).end().y()).isLessThan(lanes.get(2).end().y());
    }

    @Test
    void a_long_edge_passes_on_the_side_where_it_crosses_no_lane() {
        var plan = Layout.of(boxes(5), edges("0>1 0>2 1>3 3>2* 2<3* 2>4"), Flow.DOWN);

        var beside = plan.boxes().get(3);
        assertThat(points(plan.routes().get(1)).stream()
                        .filter(point -> point.y() > beside.y() && point.y() < beside.bottom()))
                .isNotEmpty()
                .allMatch(point -> point.x() < beside.x());
    }

    @Test
    void parts_that_nothing_connects_stand_beside_each_other_and_below() {
        var plan = Layout.of(boxes(20), List.of(), Flow.DOWN);

        assertThat(plan.size().width()).isBetween(300.0, 900.0);
        assertThat(plan.size().height()).isBetween(150.0, 700.0);
    }

    @Test
    void a_step_that_joins_late_stands_near_to_where_it_joins() {
        var plan = Layout.of(boxes(7), edges("0>1 1>2 2>3 3>4 5>6 6>4"), Flow.DOWN);

        assertThat(plan.boxes().get(6).y()).isEqualTo(plan.boxes().get(3).y());
        assertThat(plan.boxes().get(5).y()).isEqualTo(plan.boxes().get(2).y());
    }

    @Test
    void a_short_branch_stands_where_it_begins() {
        var plan = Layout.of(boxes(6), edges("0>1 1>2 2>3 0>4 4>5 3>5"), Flow.DOWN);

        assertThat(plan.boxes().get(4).y()).isEqualTo(plan.boxes().get(1).y());
    }

    @Test
    void thousands_of_boxes_are_laid_out_and_stay_together() {
        int count = 3_000;
        var edges = new ArrayList<Edge>();
        for (int box = 0; box < count - 5; box++) {
            edges.add(new Edge(box, box + 1 + box * 7 % 5, false, Optional.empty()));
            if (box % 3 == 0) {
                edges.add(new Edge(box, box + 5 - (box * 7 % 5 == 4 ? 1 : 0), false, Optional.empty()));
            }
        }

        var plan = Layout.of(boxes(count), edges, Flow.DOWN);

        assertThat(plan.boxes()).hasSize(count);
        assertThat(plan.size().width()).isLessThan(60 * BOX.width());
    }

    private void forEachGraph(Flow flow, BiConsumer<Graph, Plan> check) {
        var graphs = new RandomGraphs(seed);
        for (int i = 0; i < GRAPHS; i++) {
            var graph = graphs.next();
            try {
                check.accept(graph, Layout.of(graph.boxes(), graph.edges(), flow));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("graph " + i + " of seed " + seed + ": " + graph, e);
            }
        }
    }

    private static List<Size> boxes(int count) {
        return Collections.nCopies(count, BOX);
    }

    /** Reads edges: {@code 0>1} leads on, {@code 1<0} leads back from 1 to 0, and one with a star has a label. */
    private static List<Edge> edges(String text) {
        return Arrays.stream(text.split(" ", -1))
                .map(edge -> {
                    int[] ends = Arrays.stream(edge.replace("*", "").split("[<>]", -1))
                            .mapToInt(Integer::parseInt)
                            .toArray();
                    var label = Optional.of(LABEL).filter(size -> edge.endsWith("*"));
                    return new Edge(ends[0], ends[1], edge.contains("<"), label);
                })
                .toList();
    }

    private static double lane(Route route) {
        return route.legs().get(1).to().x();
    }

    private static Size size(Area area) {
        return new Size(area.width(), area.height());
    }

    private static double along(Flow flow, Point point) {
        return flow == Flow.DOWN ? point.y() : point.x();
    }

    private static boolean overlap(Area one, Area other) {
        return one.x() < other.right() - SLACK
                && other.x() < one.right() - SLACK
                && one.y() < other.bottom() - SLACK
                && other.y() < one.bottom() - SLACK;
    }

    private static boolean isWithin(Area area, Size whole) {
        return area.x() > -SLACK
                && area.y() > -SLACK
                && area.right() < whole.width() + SLACK
                && area.bottom() < whole.height() + SLACK;
    }

    private static boolean isWithin(Point point, Area area) {
        return point.x() > area.x() + SLACK
                && point.x() < area.right() - SLACK
                && point.y() > area.y() + SLACK
                && point.y() < area.bottom() - SLACK;
    }

    private static boolean isOnBorder(Point point, Area area) {
        boolean isOnSide = near(point.x(), area.x()) || near(point.x(), area.right());
        boolean isOnEnd = near(point.y(), area.y()) || near(point.y(), area.bottom());
        return (isOnSide && point.y() > area.y() && point.y() < area.bottom())
                || (isOnEnd && point.x() > area.x() && point.x() < area.right());
    }

    private static boolean near(double one, double other) {
        return Math.abs(one - other) < SLACK;
    }

    private static double distance(Point one, Point other) {
        return Math.hypot(one.x() - other.x(), one.y() - other.y());
    }

    /** Returns points on a route, close to each other. */
    private static List<Point> points(Route route) {
        var points = new ArrayList<Point>();
        var from = route.start();
        for (var leg : route.legs()) {
            for (int i = 1; i <= 50; i++) {
                points.add(at(leg, from, i / 50.0));
            }
            from = leg.to();
        }
        return points;
    }

    private static Point at(Leg leg, Point from, double part) {
        return switch (leg) {
            case Leg.Line line -> between(from, line.to(), part);
            case Leg.Curve curve -> {
                var first = between(from, curve.first(), part);
                var middle = between(curve.first(), curve.second(), part);
                var last = between(curve.second(), curve.to(), part);
                yield between(between(first, middle, part), between(middle, last, part), part);
            }
        };
    }

    private static Point between(Point from, Point to, double part) {
        return new Point(from.x() + (to.x() - from.x()) * part, from.y() + (to.y() - from.y()) * part);
    }
}
