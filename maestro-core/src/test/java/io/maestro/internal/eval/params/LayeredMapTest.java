package io.maestro.internal.eval.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayeredMapTest {

    private static final Map<String, Integer> COMMON = new LinkedHashMap<>();

    static {
        COMMON.put("a", 1);
        COMMON.put("b", 2);
    }

    private final LayeredMap<Integer> map = new LayeredMap<>(COMMON);

    @Test
    void it_is_equal_to_a_plain_map_of_all_its_entries() {
        map.put("c", 3);

        assertThat(map).isEqualTo(Map.of("a", 1, "b", 2, "c", 3)).hasSize(3);
        assertThat(map.hashCode()).isEqualTo(Map.of("a", 1, "b", 2, "c", 3).hashCode());
    }

    @Test
    void the_common_entries_come_first_and_its_own_after_them_as_they_were_put() {
        map.put("z", 3);
        map.put("c", 4);

        assertThat(map.keySet()).containsExactly("a", "b", "z", "c");
        assertThat(map.values()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void what_it_has_of_its_own_no_other_has() {
        map.put("c", 3);

        assertThat(new LayeredMap<>(COMMON)).isEqualTo(COMMON);
        assertThat(map.containsKey("c")).isTrue();
        assertThat(map.get("a")).isEqualTo(1);
        assertThat(map.get("d")).isNull();
    }

    @Test
    void a_common_entry_cannot_be_replaced() {
        assertThatThrownBy(() -> map.put("a", 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the entry 'a' is a common one");
    }
}
