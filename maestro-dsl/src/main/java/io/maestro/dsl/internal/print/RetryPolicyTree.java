package io.maestro.dsl.internal.print;

import io.maestro.definition.Backoff;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RetryPolicy.Retry;
import io.maestro.definition.Setting;
import java.time.Duration;
import java.util.Map;

/** Writes retry policies (spec: definitions, section 1.8). */
final class RetryPolicyTree {

    private static final RetryPolicy STANDARD = RetryPolicy.standard();
    private static final Duration DAY = Duration.ofDays(1);

    private final Tree owner;
    private final Tree policy;
    private final Tree backoff;

    private RetryPolicyTree(Tree owner) {
        this.owner = owner;
        this.policy = owner.inner();
        this.backoff = owner.inner();
    }

    static Map<String, Object> of(RetryPolicy policy, Tree owner) {
        var tree = new RetryPolicyTree(owner);
        tree.put("error", policy.error(), STANDARD.error());
        tree.put("platform", policy.platform(), STANDARD.platform());
        tree.put("timeout", policy.timeout(), STANDARD.timeout());
        if (policy.error().backoff() instanceof Backoff.Fixed) {
            tree.backoff.put("type", "FIXED_BACKOFF");
        } else if (!tree.backoff.isEmpty()) {
            tree.backoff.put("type", "EXPONENTIAL_BACKOFF");
        }
        return tree.policy
                .putUnlessEmpty("backoff", tree.backoff.members())
                .put("jitter", policy.jitter())
                .members();
    }

    private void put(String failure, Retry retry, Retry standard) {
        put(policy, failure + "_retry_limit", retry.limit(), standard.limit());
        switch (retry.backoff()) {
            case Backoff.Fixed fixed -> delay(failure + "_retry_backoff_in_secs", fixed.delay(), retry);
            case Backoff.Exponential growing -> {
                if (!growing.equals(standard.backoff())) {
                    delay(failure + "_retry_backoff_in_secs", growing.base(), retry);
                    put(backoff, failure + "_retry_exponent", growing.exponent());
                    delay(failure + "_retry_limit_in_secs", growing.cap(), retry);
                }
            }
        }
    }

    private static void put(Tree tree, String name, Setting<Integer> count, Setting<Integer> standard) {
        if (!count.equals(standard)) {
            put(tree, name, count);
        }
    }

    private static void put(Tree tree, String name, Setting<Integer> count) {
        switch (count) {
            case Setting.Interpolated<Integer> interpolated -> tree.put(name, interpolated.text());
            case Setting.Fixed<Integer> fixed -> tree.put(name, fixed.value());
        }
    }

    /** Where nothing is tried again the wait has no meaning; one that the format cannot say is then left out. */
    private void delay(String name, Setting<Duration> delay, Retry retry) {
        if (delay instanceof Setting.Fixed<Duration> fixed
                && (fixed.value().compareTo(Duration.ofSeconds(1)) < 0
                        || fixed.value().compareTo(DAY) > 0)) {
            if (!retry.limit().equals(Setting.of(0))) {
                throw owner.unwritable(
                        "the wait of " + fixed.value() + " before a retry is not from a second to a day");
            }
            return;
        }
        backoff.put(name, owner.duration(delay));
    }
}
