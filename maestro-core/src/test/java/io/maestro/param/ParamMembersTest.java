package io.maestro.param;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.maestro.param.ParamValue.MapValue;
import io.maestro.param.ParamValue.StringMap;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParamMembersTest {

    record Window(LocalDate from, Optional<LocalDate> to) {
        Window {
            if (to.filter(from::isAfter).isPresent()) {
                throw new IllegalArgumentException("from " + from + " is after to");
            }
        }
    }

    record Plan(String name, Window window, Map<String, Window> byRegion, List<Integer> limits) {}

    private static final ParamCodec<Window> WINDOW = ParamCodec.ofMembers(Window.class, members -> {
        var from = members.member("from", ParamCodec.of(LocalDate.class), Window::from);
        var to = members.optional("to", ParamCodec.of(LocalDate.class), Window::to);
        return values -> new Window(values.get(from), values.get(to));
    });

    private static final ParamCodec<Plan> PLAN = ParamCodec.ofMembers(Plan.class, members -> {
        var name = members.member("name", ParamCodec.of(String.class), Plan::name);
        var window = members.member("window", WINDOW, Plan::window);
        var byRegion = members.member("by_region", ParamCodec.mapOf(WINDOW), Plan::byRegion);
        var limits = members.member("limits", ParamCodec.listOf(int.class), Plan::limits);
        return values -> new Plan(values.get(name), values.get(window), values.get(byRegion), values.get(limits));
    });

    private static final LocalDate FIRST = LocalDate.parse("2026-11-01");
    private static final LocalDate LAST = LocalDate.parse("2026-11-30");

    private static MapValue map(Object... members) {
        var values = new HashMap<String, ParamValue>();
        for (int i = 0; i < members.length; i += 2) {
            values.put((String) members[i], ParamCodec.encode("p", members[i + 1]));
        }
        return new MapValue(values);
    }

    @Test
    void an_instance_is_a_map_of_its_members_and_is_read_back() {
        var plan = new Plan(
                "spring",
                new Window(FIRST, Optional.of(LAST)),
                Map.of("eu", new Window(LAST, Optional.empty())),
                List.of(1, 2));

        var written = PLAN.write("plan", plan);

        assertThat(PLAN.type()).isEqualTo(ParamType.MAP);
        assertThat(written)
                .isEqualTo(map(
                        "name",
                        "spring",
                        "window",
                        map("from", FIRST, "to", LAST),
                        "by_region",
                        map("eu", map("from", LAST)),
                        "limits",
                        List.of(1, 2)));
        assertThat(PLAN.read("plan", written)).isEqualTo(plan);
    }

    @Test
    void members_keep_the_order_in_which_they_were_declared() {
        var written = (MapValue) WINDOW.write("window", new Window(FIRST, Optional.of(LAST)));

        assertThat(written.values().keySet()).containsExactly("from", "to");
    }

    @Test
    void a_map_of_texts_is_read_if_the_members_are_texts() {
        assertThat(WINDOW.read("window", new StringMap(Map.of("from", "2026-11-01"))))
                .isEqualTo(new Window(FIRST, Optional.empty()));
    }

    @Test
    void what_a_caller_without_types_gives_may_mix_instances_and_maps() {
        var given = Map.of(
                "name",
                "spring",
                "window",
                new Window(FIRST, Optional.empty()),
                "by_region",
                Map.of("eu", Map.of("from", "2026-11-30")),
                "limits",
                List.of());

        assertThat(PLAN.read("plan", PLAN.writeAny("plan", given)))
                .isEqualTo(new Plan(
                        "spring",
                        new Window(FIRST, Optional.empty()),
                        Map.of("eu", new Window(LAST, Optional.empty())),
                        List.of()));
        assertThat(WINDOW.writeAny("window", Map.of("from", "2026-11-30"))).isInstanceOf(MapValue.class);
    }

    static Stream<Arguments> unreadableValues() {
        return Stream.of(
                Arguments.of(
                        ParamValue.of("november"),
                        "param 'window' must be a Window with the members from, to but was STRING 'november'"),
                Arguments.of(map("to", LAST), "param 'window.from' is missing; expected a date such as '2026-11-22'"),
                Arguments.of(
                        map("from", "first"),
                        "param 'window.from' must be a date such as '2026-11-22' but was STRING 'first'"),
                Arguments.of(
                        map("from", FIRST, "to", 30),
                        "param 'window.to' must be a date such as '2026-11-22' but was LONG '30'"),
                Arguments.of(
                        map("form", FIRST),
                        "param 'window' must be a Window with the members from, to but has the member 'form'; did you mean"
                                + " 'from'?"),
                Arguments.of(
                        map("from", LAST, "to", FIRST),
                        "param 'window' cannot be a Window: from 2026-11-30 is after to"));
    }

    @ParameterizedTest
    @MethodSource("unreadableValues")
    void a_value_that_is_no_instance_is_refused_with_the_path_what_was_found_and_what_was_expected(
            ParamValue value, String message) {
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> WINDOW.read("window", value))
                .withMessage(message);
    }

    @Test
    void the_path_leads_through_members_and_maps() {
        var plan = map(
                "name",
                "spring",
                "window",
                map("from", FIRST),
                "by_region",
                map("eu", map("from", "first")),
                "limits",
                List.of(1));

        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> PLAN.read("plan", plan))
                .withMessageStartingWith("param 'plan.by_region.eu.from' must be a date");
    }

    @Test
    void a_member_that_a_caller_without_types_misspells_is_refused() {
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> WINDOW.writeAny("window", Map.of("From", FIRST)))
                .withMessageContaining("has the member 'From'; did you mean 'from'?");
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> WINDOW.writeAny("window", Map.of(1, FIRST)))
                .withMessage("param 'window' must be a map with text keys but has the key 1");
    }

    @Test
    @SuppressWarnings("NullAway") // stands for a record that does not check its components
    void null_in_an_instance_is_refused_with_its_path() {
        record Named(String name, Optional<String> nick) {}
        var codec = ParamCodec.<Named>ofMembers(Named.class, members -> {
            var name = members.member("name", ParamCodec.of(String.class), Named::name);
            var nick = members.optional("nick", ParamCodec.of(String.class), Named::nick);
            return values -> new Named(values.get(name), values.get(nick));
        });

        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> codec.write("who", new Named(null, Optional.empty())))
                .withMessage("param 'who.name' must not be null");
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> codec.write("who", new Named("Ada", null)))
                .withMessage("param 'who.nick' must not be null");
    }

    @Test
    void a_name_is_declared_once() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParamCodec.ofMembers(Window.class, members -> {
                    var from = members.member("from", ParamCodec.of(LocalDate.class), Window::from);
                    members.optional("from", ParamCodec.of(LocalDate.class), Window::to);
                    return values -> new Window(values.get(from), Optional.empty());
                }))
                .withMessage("there is a member 'from' already");
    }
}
