package io.maestro.dsl.internal.svg;

import io.maestro.dsl.internal.layout.Edge;
import io.maestro.dsl.internal.layout.Flow;
import io.maestro.dsl.internal.layout.Layout;
import io.maestro.dsl.internal.layout.Plan;
import io.maestro.dsl.internal.layout.Size;
import io.maestro.dsl.internal.picture.Arrow;
import io.maestro.dsl.internal.picture.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A body with everything in its place.
 *
 * @param cards the boxes
 * @param arrows the arrows
 * @param labels the label of each arrow; without lines where it has none
 * @param plan where all of them are
 */
record Board(List<Card> cards, List<Arrow> arrows, List<Label> labels, Plan plan) {

    static Board of(Body body, Flow flow) {
        var cards = body.boxes().stream().map(box -> Card.of(box, flow)).toList();
        var labels = body.arrows().stream().map(Label::of).toList();
        var edges = new ArrayList<Edge>();
        for (int i = 0; i < labels.size(); i++) {
            var arrow = body.arrows().get(i);
            edges.add(new Edge(
                    arrow.from(), arrow.to(), arrow.back(), labels.get(i).size()));
        }
        var plan = Layout.of(cards.stream().map(Card::size).toList(), edges, flow);
        return new Board(cards, body.arrows(), labels, plan);
    }

    Size size() {
        return plan.size();
    }

    /**
     * The label of an arrow.
     *
     * @param blocks its texts, one for each thing that there is to say
     */
    record Label(List<TextBlock> blocks) {
        /** Around the texts, both sides together. */
        static final double PADDING = 4;

        private static final double MOST_WIDTH = 170;
        private static final int MOST_LINES = 2;

        static Label of(Arrow arrow) {
            return new Label(arrow.labels().stream()
                    .map(text -> TextBlock.of(text, Face.DETAIL, MOST_WIDTH, MOST_LINES))
                    .toList());
        }

        Optional<Size> size() {
            if (blocks.isEmpty()) {
                return Optional.empty();
            }
            double width = blocks.stream().mapToDouble(TextBlock::width).max().orElse(0);
            double height = blocks.stream().mapToDouble(TextBlock::height).sum();
            return Optional.of(new Size(Math.ceil(width / 2) * 2 + 2 * PADDING, height + PADDING));
        }
    }
}
