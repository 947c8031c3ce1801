package io.maestro.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.time.TimeSource;
import java.time.Instant;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class UniqueIdsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final UniqueIds ids = new UniqueIds(new TimeSource() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public void alarmAt(Instant at, Runnable ring) {
            throw new IllegalStateException("nothing rings here");
        }
    });

    @Test
    void each_is_larger_than_the_one_before_although_no_time_passes() {
        var seen = new HashSet<Long>();
        long last = 0;
        for (int i = 0; i < 10_000; i++) {
            long id = ids.getAsLong();
            assertThat(id).isGreaterThan(last);
            seen.add(id);
            last = id;
        }
        assertThat(seen).hasSize(10_000);
    }

    @Test
    void a_clock_that_is_set_back_does_not_make_them_smaller() {
        long before = ids.getAsLong();
        now.set(now.get().minusSeconds(3600));

        assertThat(ids.getAsLong()).isGreaterThan(before);
    }

    @Test
    void they_grow_with_the_time() {
        long before = ids.getAsLong();
        now.set(now.get().plusMillis(1));

        assertThat(ids.getAsLong() - before).isGreaterThanOrEqualTo(1L << 22);
    }
}
