package io.maestro.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.run.Fact;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Commit;
import io.maestro.store.NewRun;
import io.maestro.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What rows look like is a promise: those that a release has written are read by every later one. The files {@code stored-N.txt}
 * hold, for {@link StoredSamples}, each text that is stored, one to a line behind its place; {@code stored-1.txt} is what was
 * written first.
 *
 * <p>Where a new part of the model is stored, add it to the samples, and its lines to the newest file; the test leaves what is written now
 * in {@code target}. Where something is written
 * in another way than before, add a file with the next number, and leave those before it as they are.
 */
class StoredFormTest {

    private static final int NEWEST = 1;

    private static final Map<String, String> KEYS = Map.of(
            "workflow_definition", "workflow_id || ' ' || version",
            "workflow_run", "workflow_id || ' ' || instance || ' ' || run",
            "step_attempt", "step_id || ' ' || attempt");

    /** The columns whose texts only the store understands. */
    private static final Map<String, List<String>> COLUMNS = Map.of(
            "workflow_definition", List.of("definition", "templates"),
            "workflow_run",
                    List.of(
                            "definition_body",
                            "initiator",
                            "item",
                            "params",
                            "ending",
                            "rollup",
                            "status",
                            "unblocking",
                            "actions",
                            "restart"),
            "step_attempt",
                    List.of(
                            "params",
                            "output",
                            "error",
                            "items",
                            "transitions",
                            "children",
                            "status",
                            "job_id",
                            "settlement",
                            "actions",
                            "permits"));

    private static final String NAMES = "names/";

    /** What a component is that is not given. */
    private static final Set<Object> NOTHING = Set.of(Optional.empty(), List.of(), Map.of(), false);

    @TempDir
    private Path folder;

    @BeforeEach
    void record() {
        try (var store = open()) {
            store.register(StoredSamples.definition(), List.of(StoredSamples.template()));
            var values = store.values().orElseThrow();
            var runs = StoredSamples.runs(values);
            var facts = Stream.<Fact>concat(runs.stream(), StoredSamples.attempts(values).stream());
            store.commit(new Commit(runs.stream().map(StoredFormTest::beginning).toList(), List.of()));
            store.commit(new Commit(List.of(), facts.toList()));
        }
    }

    private Store open() {
        return JdbcStore.h2(folder.resolve("store"));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "sa", "");
    }

    private static NewRun beginning(WorkflowRun run) {
        return new NewRun(
                new NewRun.Numbered(run.runId()),
                run.definition(),
                run.initiator(),
                run.params(),
                run.createdAt(),
                NewRun.Place.HERE,
                NewRun.Admission.AT_ONCE,
                run.restart());
    }

    static Stream<Integer> numbers() {
        return Stream.iterate(1, number -> number <= NEWEST, number -> number + 1);
    }

    private List<Object> samples() {
        try (var store = open()) {
            var values = store.values().orElseThrow();
            return Stream.<Object>concat(StoredSamples.runs(values).stream(), StoredSamples.attempts(values).stream())
                    .toList();
        }
    }

    private static List<String> lines(int number) {
        try (var file = requireNonNull(StoredFormTest.class.getResourceAsStream("stored-" + number + ".txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> stored() throws SQLException {
        var lines = new TreeSet<String>();
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var table : COLUMNS.keySet()) {
                var columns = requireNonNull(COLUMNS.get(table));
                try (var rows = statement.executeQuery(
                        "select " + KEYS.get(table) + ", " + String.join(", ", columns) + " from maestro_" + table)) {
                    while (rows.next()) {
                        for (int i = 0; i < columns.size(); i++) {
                            var text = rows.getString(i + 2);
                            if (text != null) {
                                lines.add(table + '/' + rows.getString(1) + '/' + columns.get(i) + '\t' + text);
                            }
                        }
                    }
                }
            }
        }
        Parts.declared().names().forEach(name -> lines.add(NAMES + name));
        return List.copyOf(lines);
    }

    @Test
    void what_is_written_is_what_was_written() throws Exception {
        var stored = stored();
        Files.write(Path.of("target", "stored-" + NEWEST + ".txt"), stored);

        assertThat(stored).containsExactlyElementsOf(lines(NEWEST));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void what_was_written_is_read(int number) throws SQLException {
        var expected = all();
        assertThat(expected).contains(StoredSamples.definition()).containsAll(samples());
        try (var connection = connect()) {
            for (var line : lines(number).stream()
                    .filter(line -> !line.startsWith(NAMES))
                    .toList()) {
                var place = line.substring(0, line.indexOf('\t')).split("/", -1);
                try (var update = connection.prepareStatement("update maestro_" + place[0] + " set " + place[2]
                        + " = ? where " + KEYS.get(place[0]) + " = ?")) {
                    update.setString(1, line.substring(line.indexOf('\t') + 1));
                    update.setString(2, place[1]);
                    assertThat(update.executeUpdate()).as(line).isEqualTo(1);
                }
            }
        }

        assertThat(all()).isEqualTo(expected);
    }

    /** Returns everything that the store reads. */
    private List<Object> all() {
        try (var store = open()) {
            var all = new ArrayList<Object>();
            var version = store.latest(StoredSamples.definition().id()).orElseThrow();
            all.add(version.definition());
            all.addAll(version.templates());
            for (var run : StoredSamples.runs(store.values().orElseThrow())) {
                RunId id = run.runId();
                all.add(store.run(id).orElseThrow());
                all.addAll(store.attempts(id));
            }
            return all;
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void names_that_were_written_are_known(int number) {
        var known = Parts.declared().names();

        lines(number).stream()
                .filter(line -> line.startsWith(NAMES))
                .forEach(line -> assertThat(known).contains(line.substring(NAMES.length())));
    }

    @Test
    void the_samples_leave_nothing_out() {
        try (var store = open()) {
            var values = store.values().orElseThrow();
            var given = Parts.of(List.of(
                    StoredSamples.definition(),
                    StoredSamples.template(),
                    StoredSamples.runs(values),
                    StoredSamples.attempts(values)));

            assertThat(given.parts())
                    .containsExactlyInAnyOrderElementsOf(Parts.declared().parts());
        }
    }

    /**
     * Parts of the model: its records, each with those of its components that are given, and the constants that may occur in them.
     *
     * @param parts the records and components
     * @param names the constants
     */
    private record Parts(Set<String> parts, Set<String> names) {

        private static final List<Class<?>> ROOTS =
                List.of(WorkflowDefinition.class, JobTemplate.Definition.class, WorkflowRun.class, StepAttempt.class);

        static Parts declared() {
            var all = new Parts(new TreeSet<>(), new TreeSet<>());
            ROOTS.forEach(all::declare);
            return all;
        }

        static Parts of(List<?> samples) {
            var all = new Parts(new TreeSet<>(), new TreeSet<>());
            all.take(samples);
            return all;
        }

        private void declare(Type type) {
            switch (type) {
                case ParameterizedType generic -> {
                    declare(generic.getRawType());
                    Arrays.stream(generic.getActualTypeArguments()).forEach(this::declare);
                }
                case Class<?> plain
                when plain.isSealed() ->
                    Arrays.stream(plain.getPermittedSubclasses()).forEach(this::declare);
                case Class<?> plain
                when plain.isEnum() ->
                    Arrays.stream(plain.getEnumConstants())
                            .forEach(constant -> names.add(name(plain) + '.' + constant));
                case Class<?> plain
                when plain.isRecord() && parts.add(name(plain)) -> {
                    for (var component : plain.getRecordComponents()) {
                        parts.add(name(plain) + '.' + component.getName());
                        declare(component.getGenericType());
                    }
                }
                default -> {
                    // Something of Java, or of a host.
                }
            }
        }

        private void take(Object value) {
            switch (value) {
                case Record sample -> {
                    parts.add(name(sample.getClass()));
                    for (var component : sample.getClass().getRecordComponents()) {
                        var member = member(component, sample);
                        if (!NOTHING.contains(member)) {
                            parts.add(name(sample.getClass()) + '.' + component.getName());
                            take(member);
                        }
                    }
                }
                case Optional<?> optional -> optional.ifPresent(this::take);
                case List<?> list -> list.forEach(this::take);
                case Map<?, ?> map ->
                    map.forEach((key, member) -> {
                        take(key);
                        take(member);
                    });
                default -> {
                    // A leaf.
                }
            }
        }

        private static Object member(RecordComponent component, Record sample) {
            try {
                component.getAccessor().setAccessible(true);
                return component.getAccessor().invoke(sample);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String name(Class<?> type) {
            return type.getName().substring(type.getPackageName().length() + 1);
        }
    }
}
