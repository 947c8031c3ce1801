package io.maestro.dsl.internal.mermaid;

import io.maestro.dsl.internal.layout.Flow;
import io.maestro.dsl.internal.picture.Arrow;
import io.maestro.dsl.internal.picture.Arrow.Course;
import io.maestro.dsl.internal.picture.Body;
import io.maestro.dsl.internal.picture.Box;
import io.maestro.dsl.internal.picture.Diagram;
import io.maestro.dsl.internal.picture.Mark;
import io.maestro.dsl.internal.picture.Standing;
import io.maestro.dsl.internal.picture.Tint;
import io.maestro.dsl.internal.picture.Words;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes a diagram as a flowchart of Mermaid. */
public final class MermaidPicture {

    private static final String TEXT = "#1f2328";

    private final String direction;
    private final StringBuilder text = new StringBuilder();
    private final Map<Mark, List<String>> marked = new EnumMap<>(Mark.class);
    private final Map<Course, List<String>> links = new EnumMap<>(Course.class);
    private int linkCount;

    private MermaidPicture(Flow flow) {
        this.direction = switch (flow) {
            case DOWN -> "TB";
            case RIGHT -> "LR";
        };
    }

    /**
     * Writes a diagram.
     *
     * @param diagram the diagram
     * @param flow the way in which arrows lead
     * @return the text, with a line end at its end
     */
    public static String of(Diagram diagram, Flow flow) {
        var picture = new MermaidPicture(flow);
        picture.line(0, "---");
        picture.line(0, "title: " + Label.title(title(diagram)));
        picture.line(0, "---");
        picture.line(0, "flowchart " + picture.direction);
        picture.body(diagram.body(), "s", 1);
        picture.styles();
        return picture.text.toString();
    }

    private static String title(Diagram diagram) {
        var title = new StringBuilder(diagram.title());
        diagram.subtitle().ifPresent(more -> title.append(" (").append(more).append(')'));
        diagram.standing()
                .ifPresent(known -> title.append(": ").append(known.lines().getFirst()));
        return title.toString();
    }

    private void body(Body body, String prefix, int depth) {
        for (int i = 0; i < body.boxes().size(); i++) {
            box(body.boxes().get(i), prefix + i, depth);
        }
        for (var arrow : body.arrows()) {
            line(depth, prefix + arrow.from() + " " + link(arrow) + " " + prefix + arrow.to());
            links.computeIfAbsent(arrow.course(), course -> new ArrayList<>()).add(String.valueOf(linkCount++));
        }
    }

    private void box(Box box, String id, int depth) {
        var lines = lines(box);
        var steps = box.body().filter(body -> !body.boxes().isEmpty());
        if (steps.isPresent()) {
            line(depth, "subgraph " + id + "[" + Label.ofSubgraph(lines) + "]");
            line(depth + 1, "direction " + direction);
            body(steps.get(), id + "_", depth + 1);
            line(depth, "end");
        } else {
            line(depth, id + shape(box.kind(), Label.of(lines)));
        }
        box.standing()
                .map(Standing::mark)
                .ifPresent(mark ->
                        marked.computeIfAbsent(mark, any -> new ArrayList<>()).add(id));
    }

    private static List<String> lines(Box box) {
        var lines = new ArrayList<String>();
        lines.add(box.title());
        box.standing().ifPresent(known -> lines.add(known.mark().sign() + " " + Words.line(known.lines())));
        lines.addAll(box.details());
        box.standing().flatMap(Standing::error).ifPresent(lines::add);
        return lines;
    }

    private static String shape(Box.Kind kind, String label) {
        return switch (kind) {
            case STEP, FOREACH, WHILE -> "(" + label + ")";
            case TEMPLATE -> "[/" + label + "/]";
            case SUBWORKFLOW -> "[[" + label + "]]";
        };
    }

    private static String link(Arrow arrow) {
        var link = arrow.back() ? "-.->" : arrow.course() == Course.TAKEN ? "==>" : "-->";
        return arrow.labels().isEmpty() ? link : link + "|" + Label.of(arrow.labels()) + "|";
    }

    private void styles() {
        marked.forEach((mark, ids) -> {
            var name = mark.name().toLowerCase(Locale.ROOT).replace("_", "");
            var tint = Tint.of(mark);
            line(1, "classDef " + name + " fill:" + tint.ground() + ",stroke:" + tint.line() + ",color:" + TEXT);
            line(1, "class " + String.join(",", ids) + " " + name);
        });
        Optional.ofNullable(links.get(Course.NOT_TAKEN))
                .ifPresent(numbers -> line(1, "linkStyle " + String.join(",", numbers) + " opacity:0.4"));
    }

    private void line(int depth, String line) {
        text.repeat("  ", depth).append(line).append('\n');
    }
}
