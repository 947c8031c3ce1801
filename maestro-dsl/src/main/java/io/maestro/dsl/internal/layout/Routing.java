package io.maestro.dsl.internal.layout;

import java.util.Optional;

/**
 * Draws the ways of edges. Within a layer an edge goes straight along the flow, where nothing else stands; between layers it
 * swings. An edge that leads back leaves its box on the side, goes along its lane against the flow, and comes in on the side.
 */
final class Routing {

    private static final double CORNER = 10;

    private final Skeleton skeleton;
    private final Sides sides;
    private final Room room;
    private final Lanes lanes;
    private final Along along;

    Routing(Skeleton skeleton, Sides sides, Room room, Lanes lanes, Along along) {
        this.skeleton = skeleton;
        this.sides = sides;
        this.room = room;
        this.lanes = lanes;
        this.along = along;
    }

    /** Returns where a box stands. */
    Area box(int box) {
        double middle = along.middle(skeleton.vertex(box).layer());
        return Area.around(new Point(room.place(box), middle), sides.size(box));
    }

    /** Returns the way of an edge. */
    Route route(int number, Edge edge) {
        if (edge.isLoop()) {
            return Sides.loop(box(edge.from()), edge.label());
        }
        return edge.back() ? back(number, edge) : forward(number, edge);
    }

    private Route forward(int number, Edge edge) {
        int[] chain = skeleton.chain(number);
        var way = new Way(new Point(room.place(edge.from()), box(edge.from()).bottom()));
        way.line(new Point(room.place(edge.from()), along.end(layer(chain[0]))));
        for (int i = 1; i < chain.length - 1; i++) {
            way.swing(new Point(room.place(chain[i]), along.start(layer(chain[i]))));
            way.line(new Point(room.place(chain[i]), along.end(layer(chain[i]))));
        }
        way.swing(new Point(room.place(edge.to()), along.start(layer(edge.to()))));
        way.line(new Point(room.place(edge.to()), box(edge.to()).y()));
        return way.to(label(edge, chain));
    }

    private Route back(int number, Edge edge) {
        int[] chain = skeleton.chain(number);
        var from = box(edge.from());
        var to = box(edge.to());
        double fromLane = lanes.last(number);
        double toLane = lanes.first(number);
        var leaves = new Point(from.right(), from.y() + from.height() * sides.lastShare(number));
        var comes = new Point(to.right(), to.y() + to.height() * sides.firstShare(number));

        var way = new Way(leaves);
        way.line(new Point(fromLane - CORNER, leaves.y()));
        way.turn(new Point(fromLane, leaves.y()), new Point(fromLane, leaves.y() - CORNER));
        way.line(new Point(fromLane, along.start(layer(edge.from()))));
        for (int i = chain.length - 2; i > 0; i--) {
            way.swing(new Point(room.place(chain[i]), along.end(layer(chain[i]))));
            way.line(new Point(room.place(chain[i]), along.start(layer(chain[i]))));
        }
        way.swing(new Point(toLane, along.end(layer(edge.to()))));
        way.line(new Point(toLane, comes.y() + CORNER));
        way.turn(new Point(toLane, comes.y()), new Point(toLane - CORNER, comes.y()));
        way.line(comes);
        return way.to(label(edge, chain));
    }

    private Optional<Area> label(Edge edge, int[] chain) {
        int vertex = chain[edge.back() ? chain.length - 2 : 1];
        return edge.label().map(size -> Area.around(new Point(room.place(vertex), along.middle(layer(vertex))), size));
    }

    private int layer(int vertex) {
        return skeleton.vertex(vertex).layer();
    }
}
