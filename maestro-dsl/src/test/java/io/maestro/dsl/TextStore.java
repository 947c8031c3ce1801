package io.maestro.dsl;

import io.maestro.Stores;
import io.maestro.run.Children;
import io.maestro.run.Fact;
import io.maestro.run.Initiator;
import io.maestro.run.StepAttempt;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.ForwardingStore;
import io.maestro.store.NewRun;
import io.maestro.value.JavaValue;
import io.maestro.value.ValueCodec;
import io.maestro.value.ValueCodecException;
import io.maestro.value.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Keeps of the values of Java code the texts alone, as a durable store does. It outlives the Maestro that closes it. */
final class TextStore extends ForwardingStore {

    TextStore() {
        super(Stores.inMemory());
    }

    /** A value of a class of the host's own. */
    record Point(int x, int y) {}

    /** Knows texts, points that are declared, and lists of them. */
    enum Codec implements ValueCodec {
        INSTANCE;

        @Override
        public String write(Object value, ValueType<?> type) {
            if (value instanceof String text) {
                return text;
            }
            if (type.equals(ValueType.listOf(Point.class))) {
                return String.join(
                        ";",
                        ((List<?>) value)
                                .stream()
                                        .map(point -> write(point, ValueType.of(Point.class)))
                                        .toList());
            }
            if (type.equals(ValueType.of(Point.class)) && value instanceof Point(var x, var y)) {
                return x + "," + y;
            }
            throw new ValueCodecException("a " + value.getClass().getSimpleName() + " that is declared as " + type);
        }

        @Override
        public Object read(String text, ValueType<?> type) {
            if (type.equals(ValueType.listOf(Point.class))) {
                return Arrays.stream(text.split(";"))
                        .map(point -> read(point, ValueType.of(Point.class)))
                        .toList();
            }
            if (type.equals(ValueType.of(Point.class))) {
                var comma = text.indexOf(',');
                return new Point(
                        Integer.parseInt(text.substring(0, comma)), Integer.parseInt(text.substring(comma + 1)));
            }
            return text;
        }
    }

    @Override
    public Optional<ValueCodec> values() {
        return Optional.of(Codec.INSTANCE);
    }

    @Override
    public List<Begun> commit(Commit commit) {
        return super.commit(new Commit(
                commit.newRuns().stream().map(TextStore::texts).toList(),
                commit.facts().stream().map(TextStore::texts).toList(),
                commit.dropped()));
    }

    private static NewRun texts(NewRun run) {
        var initiator = run.initiator() instanceof Initiator.ByStep by
                ? new Initiator.ByStep(
                        by.kind(),
                        by.parent(),
                        by.step(),
                        by.attempt(),
                        by.awaited(),
                        by.depth(),
                        by.root(),
                        by.item().map(TextStore::text))
                : run.initiator();
        return new NewRun(run.key(), run.definition(), initiator, run.params(), run.at());
    }

    private static Fact texts(Fact fact) {
        return fact instanceof StepAttempt row
                ? new StepAttempt(
                        row.runId(),
                        row.step(),
                        row.attempt(),
                        row.visit(),
                        row.pass(),
                        row.status(),
                        row.startedAt(),
                        row.endedAt(),
                        row.wakeAt(),
                        row.jobId(),
                        row.params(),
                        row.returned().map(TextStore::text),
                        row.error(),
                        row.transitions(),
                        row.retries(),
                        row.recoveries(),
                        row.children().map(TextStore::texts),
                        row.settlement(),
                        row.actions(),
                        row.permits())
                : fact;
    }

    private static Children texts(Children children) {
        return children instanceof Children.Iterations iterations
                ? iterations.with(
                        iterations.items().stream().map(TextStore::text).toList())
                : children;
    }

    private static JavaValue text(JavaValue value) {
        return JavaValue.stored(value.text().orElseThrow(), Codec.INSTANCE);
    }
}
