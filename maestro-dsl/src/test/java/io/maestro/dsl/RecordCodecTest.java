package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.maestro.param.ParamCodec;
import io.maestro.param.ParamConversionException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

    enum Region {
        EU,
        US
    }

    private record Window(LocalDate from, Optional<LocalDate> to) {
        Window {
            if (to.filter(from::isAfter).isPresent()) {
                throw new IllegalArgumentException("from " + from + " is after to");
            }
        }
    }

    private record Plan(
            String name,
            int limit,
            Region region,
            Window window,
            Optional<Window> pause,
            List<LocalDate> days,
            Map<String, String> labels,
            Map<String, List<Double>> weights,
            Map<String, Window> byTeam,
            BigDecimal price) {}

    private static final Window NOVEMBER =
            new Window(LocalDate.parse("2026-11-01"), Optional.of(LocalDate.parse("2026-11-30")));

    private static final Plan PLAN = new Plan(
            "spring",
            7,
            Region.EU,
            NOVEMBER,
            Optional.empty(),
            List.of(LocalDate.EPOCH),
            Map.of("team", "data"),
            Map.of("north", List.of(0.5, 1.5)),
            Map.of("sales", NOVEMBER),
            new BigDecimal("9.95"));

    @Test
    void a_record_is_a_map_of_its_components_and_is_read_back() {
        var codec = RecordCodec.of(Plan.class);

        var written = codec.write("plan", PLAN);

        assertThat(codec.read("plan", written)).isEqualTo(PLAN);
        assertThat(written)
                .isEqualTo(ParamCodec.encode(
                        "plan",
                        Map.of(
                                "name",
                                "spring",
                                "limit",
                                7,
                                "region",
                                "EU",
                                "window",
                                written(NOVEMBER),
                                "days",
                                List.of("1970-01-01"),
                                "labels",
                                Map.of("team", "data"),
                                "weights",
                                Map.of("north", List.of(0.5, 1.5)),
                                "byTeam",
                                Map.of("sales", written(NOVEMBER)),
                                "price",
                                "9.95")));
    }

    private static Object written(Window window) {
        return RecordCodec.of(Window.class).write("window", window);
    }

    @Test
    void a_param_may_be_a_record_with_and_without_a_default() {
        var workflow = Workflow.define("one", w -> {
            w.param("given", Window.class);
            w.param("window", NOVEMBER);
            w.param("by_team", ParamCodec.mapOf(RecordCodec.of(Window.class)), Map.of("sales", NOVEMBER));
            w.step("a", ctx -> 1);
        });

        var params = workflow.definition().params();
        assertThat(params.get("given")).isEqualTo(ParamDefinition.unset(ParamType.MAP));
        assertThat(params.get("window"))
                .isEqualTo(ParamDefinition.literal(RecordCodec.of(Window.class).write("window", NOVEMBER)));
        assertThat(params.get("by_team")).isNotNull();
    }

    @Test
    void a_step_reads_a_record() throws Exception {
        var workflow = Workflow.define("one", w -> {
            var window = w.param("window", Window.class);
            w.step("days", window, win -> win.from().lengthOfMonth());
        });

        var context = new FakeContext("one", "days").param("window", Map.of("from", "2026-11-01"));
        assertThat(context.outputIn(workflow)).isEqualTo(30);
    }

    @Test
    void what_a_record_refuses_is_told_with_the_param() {
        var codec = RecordCodec.of(Window.class);

        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> codec.read(
                        "window", ParamCodec.encode("window", Map.of("from", "2026-11-30", "to", "2026-11-01"))))
                .withMessage("param 'window' cannot be a Window: from 2026-11-30 is after to");
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> RecordCodec.of(Plan.class)
                        .read("plan", ParamCodec.encode("plan", Map.of("name", "x", "limit", "many"))))
                .withMessage("param 'plan.limit' must be a whole number of 32 bits but was STRING 'many'");
    }

    record Tagged(String name, Set<String> tags) {}

    record Team(String name, List<Window> windows) {}

    record Pair<A, B>(A first, B second) {}

    record Keyed(Map<Region, String> names) {}

    record Tree(String name, Map<String, Tree> children) {}

    record Forest(Tree first) {}

    @Test
    void a_record_with_a_component_that_no_param_holds_is_refused_with_the_component() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordCodec.of(Tagged.class))
                .withMessage("no param holds a io.maestro.dsl.RecordCodecTest$Tagged, because its component 'tags' is a"
                        + " java.util.Set<java.lang.String>; expected a class that ParamCodec takes, a record, a List of"
                        + " single values, a Map from String to one of these, or an Optional of one");
        for (var type : List.of(Team.class, Pair.class, Keyed.class)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RecordCodec.of(type))
                    .withMessageContaining("because its component");
        }
    }

    @Test
    void a_record_that_holds_itself_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordCodec.of(Forest.class))
                .withMessage("no param holds a io.maestro.dsl.RecordCodecTest$Tree, because it holds itself: Forest ->"
                        + " Tree -> Tree");
    }

    @Test
    void a_record_in_a_closed_module_is_refused_with_what_to_do() throws ClassNotFoundException {
        var closed = Class.forName("java.util.stream.Collectors$CollectorImpl").asSubclass(Record.class);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordCodec.of(closed))
                .withMessage(
                        "the record java.util.stream.Collectors$CollectorImpl cannot be looked into: module java.base"
                                + " must open package java.util.stream to io.maestro.dsl, or the codec must be made by"
                                + " ParamCodec.ofMembers");
    }
}
