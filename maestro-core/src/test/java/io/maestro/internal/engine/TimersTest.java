package io.maestro.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimersTest {

    private static final Instant START = Instant.EPOCH;

    /** Time that one thread moves. */
    private static final class HandClock implements TimeSource {
        private final PriorityQueue<Map.Entry<Instant, Runnable>> alarms =
                new PriorityQueue<>(Map.Entry.comparingByKey(Comparator.naturalOrder()));
        private Instant now = START;
        private int alarmsSet;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public void alarmAt(Instant at, Runnable ring) {
            alarmsSet++;
            alarms.add(Map.entry(at, ring));
        }

        void moveTo(Instant until) {
            for (var next = alarms.peek(); next != null && !next.getKey().isAfter(until); next = alarms.peek()) {
                alarms.remove();
                now = next.getKey().isAfter(now) ? next.getKey() : now;
                next.getValue().run();
            }
            now = until;
        }
    }

    private final HandClock clock = new HandClock();
    private final Timers timers = new Timers(clock);
    private final List<String> rung = new ArrayList<>();

    @Test
    void a_timer_rings_once_at_its_time() {
        timers.set(START.plusSeconds(5), () -> rung.add("at " + clock.instant()));

        clock.moveTo(START.plusSeconds(4));
        assertThat(rung).isEmpty();
        clock.moveTo(START.plusSeconds(99));

        assertThat(rung).containsExactly("at " + START.plusSeconds(5));
    }

    @Test
    void a_timer_that_was_cancelled_does_not_ring_and_may_be_cancelled_again() {
        var timer = timers.set(START.plusSeconds(5), () -> rung.add("never"));
        timers.set(START.plusSeconds(5), () -> rung.add("other"));
        timers.cancel(timer);
        timers.cancel(timer);
        clock.moveTo(START.plusSeconds(9));
        timers.cancel(timer);

        assertThat(rung).containsExactly("other");
    }

    @Test
    void timers_that_are_cancelled_ask_nothing_of_the_clock_while_an_earlier_call_is_under_way() {
        timers.set(START.plusSeconds(1), () -> {});
        for (int i = 0; i < 1_000; i++) {
            timers.cancel(timers.set(START.plusSeconds(2 + i), () -> {}));
        }

        assertThat(clock.alarmsSet).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatever_is_set_and_cancelled_the_right_ones_ring_in_order(long seed) {
        var random = new Random(seed);
        var expected = new HashMap<Integer, Instant>();
        var entries = new HashMap<Integer, Timers.Entry>();
        var heard = new HashMap<Integer, Instant>();
        var order = new ArrayList<Instant>();
        int set = 0;
        for (int i = 0; i < 3_000; i++) {
            int number = random.nextInt(Math.max(1, set));
            switch (random.nextInt(8)) {
                case 0 -> clock.moveTo(clock.instant().plusMillis(random.nextInt(300)));
                case 1, 2, 3 -> {
                    var entry = entries.get(number);
                    if (entry != null) {
                        timers.cancel(entry);
                        if (!heard.containsKey(number)) {
                            expected.remove(number);
                        }
                    }
                }
                default -> {
                    int id = set++;
                    var at = clock.instant().plusMillis(1 + random.nextInt(1_000));
                    expected.put(id, at);
                    entries.put(id, timers.set(at, () -> {
                        heard.put(id, clock.instant());
                        order.add(at);
                    }));
                }
            }
        }
        clock.moveTo(clock.instant().plusSeconds(10));

        assertThat(heard).as("seed %d", seed).isEqualTo(expected);
        assertThat(order).as("seed %d", seed).isSorted();
        assertThat(clock.alarmsSet).as("alarms, seed %d", seed).isLessThanOrEqualTo(set);
    }
}
