package io.maestro.dsl.internal.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Lays out a connected graph in layers, after K. Sugiyama and others, "Methods for visual understanding of hierarchical system
 * structures" (1981): edges that lead back are turned round, boxes are given layers, layers an order, and vertices their places.
 * The flow is downwards.
 */
final class Sugiyama {

    private Sugiyama() {}

    static Plan plan(List<Size> boxes, List<Edge> edges) {
        int[] ranks = Ranks.of(boxes.size(), edges);
        var sides = Sides.of(boxes, edges, ranks);
        var skeleton = Layering.of(edges, sides, ranks);
        var arrangement = Ordering.of(skeleton);
        var room = new Room(arrangement, Across.of(arrangement));
        Bends.straighten(boxes.size(), edges, skeleton, room);
        var lanes = Lanes.of(edges, sides, skeleton, room);
        var along = Along.of(skeleton, room);
        var routing = new Routing(skeleton, sides, room, lanes, along);

        var areas = new ArrayList<Area>();
        for (int box = 0; box < boxes.size(); box++) {
            areas.add(routing.box(box));
        }
        var routes = new ArrayList<Route>();
        for (int i = 0; i < edges.size(); i++) {
            routes.add(routing.route(i, edges.get(i)));
        }
        return new Plan(new Size(room.end(), along.total()), areas, routes);
    }
}
