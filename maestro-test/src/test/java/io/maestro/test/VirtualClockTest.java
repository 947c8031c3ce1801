package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.time.TimeSource.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class VirtualClockTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final VirtualClock clock = VirtualClock.at(START);
    private final List<Instant> rung = new CopyOnWriteArrayList<>();

    @Test
    void time_stands_still_until_it_is_moved() {
        assertThat(clock.instant()).isEqualTo(START);

        clock.advance(Duration.ofSeconds(5));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void alarms_on_the_way_ring_in_their_order_each_at_its_own_instant() {
        for (int second : List.of(3, 1, 4, 2)) {
            clock.alarmAt(START.plusSeconds(second), () -> rung.add(clock.instant()));
        }

        clock.advance(Duration.ofSeconds(3));

        assertThat(rung).containsExactly(START.plusSeconds(1), START.plusSeconds(2), START.plusSeconds(3));
    }

    @Test
    void an_alarm_in_the_past_rings_at_once() {
        clock.alarmAt(START.minusSeconds(1), () -> rung.add(clock.instant()));

        clock.settle();

        assertThat(rung).containsExactly(START);
    }

    @Test
    void an_alarm_that_an_alarm_sets_rings_on_the_same_way() {
        clock.alarmAt(START.plusSeconds(1), () -> clock.alarmAt(START.plusSeconds(2), () -> rung.add(clock.instant())));

        clock.advance(Duration.ofSeconds(9));

        assertThat(rung).containsExactly(START.plusSeconds(2));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(9));
    }

    @Test
    void the_next_alarm_waits_until_what_the_one_before_caused_in_the_engine_is_done() {
        var steps = new CopyOnWriteArrayList<String>();
        clock.alarmAt(START.plusSeconds(1), () -> {
            clock.began(Work.ENGINE);
            Thread.startVirtualThread(() -> {
                steps.add("caused at " + clock.instant());
                clock.ended(Work.ENGINE);
            });
        });
        clock.alarmAt(START.plusSeconds(2), () -> steps.add("second"));

        clock.advance(Duration.ofSeconds(2));

        assertThat(steps).containsExactly("caused at " + START.plusSeconds(1), "second");
    }

    @Test
    void advancing_does_not_wait_for_a_body_that_waits() throws InterruptedException {
        var never = new CountDownLatch(1);
        var body = Thread.ofVirtual().unstarted(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        clock.began(body);
        body.start();

        clock.advance(Duration.ofDays(1));

        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofDays(1)));
        never.countDown();
        body.join();
    }

    @Test
    void advancing_waits_for_a_body_that_computes_before_the_next_alarm_rings() {
        clock.alarmAt(START.plusSeconds(1), () -> {
            var body = Thread.ofVirtual().unstarted(() -> {
                long sum = LongStream.range(0, 10_000_000).sum();
                rung.add(clock.instant().plusNanos(sum % 2));
                clock.ended(Thread.currentThread());
            });
            clock.began(body);
            body.start();
        });
        clock.alarmAt(START.plusSeconds(2), () -> rung.add(clock.instant()));

        clock.advance(Duration.ofSeconds(3));

        assertThat(rung).containsExactly(START.plusSeconds(1), START.plusSeconds(2));
    }

    @Test
    void settling_waits_for_bodies() {
        var settled = new AtomicInteger();
        clock.began(Work.BODY);
        Thread.startVirtualThread(() -> {
            settled.incrementAndGet();
            clock.ended(Work.BODY);
        });

        clock.settle();

        assertThat(settled).hasValue(1);
        assertThat(clock.instant()).isEqualTo(START);
    }

    @Test
    void a_body_that_hangs_makes_settling_fail_and_say_what_goes_on() {
        clock.began(Work.BODY);

        assertThatThrownBy(() -> clock.limit(Duration.ofMillis(1)).settle())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 bodies of steps")
                .hasMessageContaining("advance the clock");
    }

    @Test
    void an_engine_that_hangs_makes_advancing_fail() {
        clock.began(Work.ENGINE);

        assertThatThrownBy(() -> clock.limit(Duration.ofMillis(1)).advance(Duration.ofSeconds(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 pieces of work of the engine");
    }

    @Test
    void waiting_until_something_looks_whenever_work_has_ended_and_lets_no_time_pass() {
        clock.began(Work.BODY);
        clock.began(Work.BODY);
        clock.alarmAt(START.plusSeconds(1), () -> rung.add(clock.instant()));
        Thread.startVirtualThread(() -> {
            rung.add(Instant.EPOCH);
            clock.ended(Work.BODY);
        });

        clock.waitUntil(() -> rung.contains(Instant.EPOCH));

        assertThat(rung).containsExactly(Instant.EPOCH);
    }

    @Test
    void running_until_something_jumps_from_alarm_to_alarm_and_no_further() {
        for (int day = 1; day <= 5; day++) {
            clock.alarmAt(START.plus(Duration.ofDays(day)), () -> rung.add(clock.instant()));
        }

        clock.runUntil(() -> rung.size() == 3);

        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofDays(3)));
    }

    @Test
    void running_until_something_that_cannot_come_fails() {
        assertThatThrownBy(() -> clock.runUntil(() -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no alarm is set");
    }

    @Test
    void alarms_that_never_end_do_not_hang_the_test() {
        clock.limit(Duration.ofMillis(20));
        clock.alarmAt(START, new Runnable() {
            @Override
            public void run() {
                clock.alarmAt(clock.instant().plusNanos(1), this);
            }
        });

        assertThatThrownBy(() -> clock.runUntil(() -> false)).isInstanceOf(AssertionError.class);
    }

    @Test
    void an_interrupt_ends_the_waiting_and_stays_set() {
        clock.began(Work.BODY);
        Thread.currentThread().interrupt();

        assertThatThrownBy(clock::settle).hasMessageContaining("interrupted");

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void time_does_not_pass_backwards() {
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> clock.limit(Duration.ZERO));
    }

    @Test
    void many_threads_may_set_alarms_while_time_passes() throws InterruptedException {
        var count = new AtomicInteger();
        var set = new CountDownLatch(100);
        for (int i = 1; i <= 100; i++) {
            var at = START.plusSeconds(i % 10);
            Thread.startVirtualThread(() -> {
                clock.alarmAt(at, count::incrementAndGet);
                set.countDown();
            });
        }
        clock.advance(Duration.ofSeconds(5));
        set.await();

        clock.advance(Duration.ofSeconds(5));

        assertThat(count).hasValue(100);
    }
}
