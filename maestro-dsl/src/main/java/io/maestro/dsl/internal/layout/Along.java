package io.maestro.dsl.internal.layout;

/** Sets layers along the flow. The wider edges swing between two layers, the more room there is between these. */
final class Along {

    private static final double LEAST_GAP = 40;
    private static final double LEAST_GAP_AT_LABELS = 18;
    private static final double MOST_SWING = 90;
    private static final double SWING = 0.09;

    private final double[] starts;
    private final double[] depths;

    private Along(int layers) {
        this.starts = new double[layers];
        this.depths = new double[layers];
    }

    static Along of(Skeleton skeleton, Room room) {
        var along = new Along(skeleton.layers());
        var hasBoxes = new boolean[skeleton.layers()];
        for (int i = 0; i < skeleton.size(); i++) {
            var vertex = skeleton.vertex(i);
            along.depths[vertex.layer()] = Math.max(along.depths[vertex.layer()], vertex.depth());
            hasBoxes[vertex.layer()] |= vertex.isBox();
        }
        double[] widest = new double[skeleton.layers()];
        for (var segment : skeleton.segments()) {
            int layer = skeleton.vertex(segment.upper()).layer();
            double swing = Math.abs(room.place(segment.lower()) - room.place(segment.upper()));
            widest[layer] = Math.max(widest[layer], swing);
        }
        for (int layer = 1; layer < skeleton.layers(); layer++) {
            double least = hasBoxes[layer - 1] && hasBoxes[layer] ? LEAST_GAP : LEAST_GAP_AT_LABELS;
            double gap = least + Math.rint(Math.min(MOST_SWING, widest[layer - 1] * SWING));
            along.starts[layer] = along.starts[layer - 1] + along.depths[layer - 1] + gap;
        }
        return along;
    }

    double start(int layer) {
        return starts[layer];
    }

    double end(int layer) {
        return starts[layer] + depths[layer];
    }

    double middle(int layer) {
        return starts[layer] + depths[layer] / 2;
    }

    /** Returns how much room all layers take. */
    double total() {
        return starts.length == 0 ? 0 : end(starts.length - 1);
    }
}
