package io.maestro.dsl.internal.svg;

import io.maestro.dsl.internal.layout.Flow;
import io.maestro.dsl.internal.layout.Size;
import io.maestro.dsl.internal.picture.Box;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A box with its texts set: its title and details on top, how it stands below, and its body under all that.
 *
 * @param box the box
 * @param title the title
 * @param details what else there is to say
 * @param standing how it stands, the first line with a mark before it
 * @param board the body, or empty if it has none
 * @param size how much room it takes
 */
record Card(
        Box box, TextBlock title, List<TextBlock> details, List<TextBlock> standing, Optional<Board> board, Size size) {

    /** Between the border and what is within. */
    static final double PADDING = 10;

    /** Between the border and a body. */
    static final double BODY_PADDING = 16;

    /** Between the texts and a body, more than before the border. */
    private static final double BODY_GAP = 6;

    /** Between a drawing and the text after it. */
    static final double ICON_GAP = 6;

    /** Between what a step is and how it stands. */
    static final double STANDING_GAP = 4;

    private static final double MOST_WIDTH = 230;
    private static final double LEAST_WIDTH = 90;
    private static final int MOST_TITLE_LINES = 3;
    private static final int MOST_DETAIL_LINES = 2;

    static Card of(Box box, Flow flow) {
        var board = box.body().map(body -> Board.of(body, flow));
        double room = board.map(Board::size)
                .map(Size::width)
                .filter(width -> width > MOST_WIDTH)
                .orElse(MOST_WIDTH);
        var title = TextBlock.of(box.title(), Face.TITLE, room, MOST_TITLE_LINES);
        var details = box.details().stream()
                .map(detail -> TextBlock.of(detail, Face.DETAIL, room, MOST_DETAIL_LINES))
                .toList();
        var standing = box.standing().stream()
                .flatMap(known -> Stream.concat(known.lines().stream(), known.error().stream()))
                .map(line -> TextBlock.of(line, Face.DETAIL, room, MOST_DETAIL_LINES))
                .toList();
        var card = new Card(box, title, details, standing, board, new Size(0, 0));
        return new Card(box, title, details, standing, board, card.measured());
    }

    private Size measured() {
        double width = Math.max(titleStart() + title.width(), widest(details));
        width = Math.max(width, markWidth() + widest(standing)) + 2 * PADDING;
        double height = headHeight();
        if (board.isPresent()) {
            var inner = board.get().size();
            width = Math.max(width, inner.width() + 2 * BODY_PADDING);
            height += inner.height() + BODY_PADDING;
        }
        return new Size(Math.max(LEAST_WIDTH, Math.ceil(width / 2) * 2), Math.ceil(height / 2) * 2);
    }

    private static double widest(List<TextBlock> blocks) {
        return blocks.stream().mapToDouble(TextBlock::width).max().orElse(0);
    }

    /** Returns how much of the height its texts take, with the room around them. */
    double headHeight() {
        double height = title.height() + 2 * PADDING + (board.isPresent() ? BODY_GAP : 0);
        for (var block : details) {
            height += block.height();
        }
        for (var block : standing) {
            height += block.height();
        }
        return height + (standing.isEmpty() ? 0 : STANDING_GAP);
    }

    /** Returns how far the title is from where the other texts begin. */
    double titleStart() {
        return Icons.of(box.kind()).isPresent() ? Icons.KIND_SIZE + ICON_GAP : 0;
    }

    /** Returns how far the lines that tell how it stands are from where the other texts begin. */
    double markWidth() {
        return standing.isEmpty() ? 0 : Icons.MARK_SIZE + ICON_GAP;
    }
}
