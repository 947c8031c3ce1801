package io.maestro.dsl.internal.layout;

import java.util.List;

/**
 * Lays out graphs. The same graph is always laid out in the same way.
 *
 * <p>Boxes do not overlap, and edges pass no box. Edges lead along the flow, but for those that lead back: these go round at the
 * side. Parts of the graph that nothing connects are set beside each other.
 */
public final class Layout {

    private final List<Size> boxes;
    private final List<Edge> edges;
    private final Flow flow;
    private final Components components;

    private Layout(List<Size> boxes, List<Edge> edges, Flow flow) {
        this.boxes = boxes;
        this.edges = edges;
        this.flow = flow;
        this.components = Components.of(boxes.size(), edges);
    }

    /**
     * Lays out a graph.
     *
     * @param boxes the sizes of the boxes
     * @param edges the edges between them; no two lead from the same box to the same box
     * @param flow the way in which edges lead
     * @return where everything stands
     */
    public static Plan of(List<Size> boxes, List<Edge> edges, Flow flow) {
        return new Layout(boxes, edges, flow).plan();
    }

    private Plan plan() {
        var parts = components.parts();
        var plans = parts.stream().map(this::plan).toList();
        var shelves = Shelves.of(plans.stream().map(Plan::size).toList());

        var areas = new Area[boxes.size()];
        var routes = new Route[edges.size()];
        for (int i = 0; i < parts.size(); i++) {
            var corner = shelves.corners().get(i);
            var ofBoxes = plans.get(i).boxes().iterator();
            for (int box : parts.get(i).boxes()) {
                areas[box] = ofBoxes.next().moved(corner.x(), corner.y());
            }
            var ofEdges = plans.get(i).routes().iterator();
            for (int edge : parts.get(i).edges()) {
                routes[edge] = ofEdges.next().moved(corner.x(), corner.y());
            }
        }
        return new Plan(shelves.size(), List.of(areas), List.of(routes));
    }

    private Plan plan(Components.Part part) {
        var sizes = part.boxes().stream().map(boxes::get).toList();
        var own = part.edges().stream().map(edges::get).map(this::withinPart).toList();
        return switch (flow) {
            case DOWN -> Sugiyama.plan(sizes, own);
            case RIGHT ->
                Sugiyama.plan(
                                sizes.stream().map(Size::swapped).toList(),
                                own.stream().map(Edge::swapped).toList())
                        .swapped();
        };
    }

    private Edge withinPart(Edge edge) {
        return new Edge(components.number(edge.from()), components.number(edge.to()), edge.back(), edge.label());
    }
}
