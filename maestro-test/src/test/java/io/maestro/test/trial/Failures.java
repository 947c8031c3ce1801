package io.maestro.test.trial;

import io.maestro.definition.Backoff;
import io.maestro.definition.EffectPolicy;
import io.maestro.definition.FailureMode;
import io.maestro.definition.InDoubt;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RetryPolicy.Retry;
import io.maestro.definition.Setting;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import java.time.Duration;
import java.util.List;

/** Trials of what goes wrong, and of what is tried again. */
final class Failures {

    private Failures() {}

    static List<Trial> trials() {
        return List.of(
                Trial.of("fail-after-running", w -> {
                    var bad = w.type("bad", Task.TYPE).param("failures", 1).retry(RetryPolicy.none());
                    w.type("never", Task.TYPE).after(bad);
                    var slow = w.type("slow", Task.TYPE).param("seconds", 30);
                    w.type("still", Task.TYPE).after(slow);
                }),
                Trial.of("fail-immediately", w -> {
                    w.type("bad", Task.TYPE)
                            .param("seconds", 5)
                            .param("failures", 1)
                            .param("kind", "FATAL")
                            .failureMode(FailureMode.FAIL_IMMEDIATELY);
                    var slow = w.type("slow", Task.TYPE).param("seconds", 30);
                    w.type("never", Task.TYPE).after(slow);
                }),
                Trial.of("ignore-failure", w -> {
                    var notify = w.type("notify", Task.TYPE)
                            .param("failures", 99)
                            .retry(RetryPolicy.none())
                            .failureMode(FailureMode.IGNORE_FAILURE);
                    w.type("publish", Task.TYPE).after(notify);
                }),
                Trial.of("compensation", w -> {
                    var book = w.type("book", Task.TYPE);
                    w.type("pay", Task.TYPE)
                            .after(book)
                            .param("failures", 99)
                            .retry(RetryPolicy.fixed(0, Duration.ofSeconds(30)));
                    book.compensateWith(w.type("cancel", Task.TYPE));
                }),
                Trial.of("on-failure", w -> {
                    var book = w.type("book", Task.TYPE);
                    book.compensateWith(w.type("cancel", Task.TYPE));
                    w.type("pay", Task.TYPE)
                            .after(book)
                            .param("failures", 99)
                            .retry(RetryPolicy.fixed(0, Duration.ofSeconds(30)))
                            .onFailure(w.type("refund", Task.TYPE));
                    w.onFailure(w.type("alarm", Task.TYPE)
                            .param(
                                    "text",
                                    ParamDefinition.expression(ParamType.STRING, "failed_steps[0] + ' failed'")));
                }),
                Trial.of("once-at-most", w -> {
                    var pay = w.type("pay", Task.TYPE)
                            .param("failures", 1)
                            .retry(RetryPolicy.fixed(1, Duration.ofSeconds(30)))
                            .effects(EffectPolicy.AT_MOST_ONCE, InDoubt.RETRY);
                    w.type("ship", Task.TYPE).after(pay);
                }),
                Trial.of(
                        "retries-fixed",
                        w -> w.type("fetch", Task.TYPE)
                                .param("failures", 2)
                                .retry(RetryPolicy.fixed(3, Duration.ofSeconds(30))
                                        .withJitter(0.2))),
                Trial.of(
                        "retries-growing",
                        w -> w.type("fetch", Task.TYPE)
                                .param("seconds", 1)
                                .param("failures", 5)
                                .retry(RetryPolicy.exponential(4, Duration.ofSeconds(10)))),
                Trial.of("retries-growing-by-kind", w -> {
                    var fast = new Backoff.Exponential(
                            Setting.of(Duration.ofSeconds(10)), Setting.of(3), Setting.of(Duration.ofMinutes(1)));
                    var slow = new Backoff.Exponential(
                            Setting.of(Duration.ofMinutes(5)), Setting.of(1), Setting.of(Duration.ofHours(2)));
                    w.type("fetch", Task.TYPE)
                            .param("failures", 4)
                            .retry(new RetryPolicy(
                                    new Retry(Setting.of(4), fast),
                                    new Retry(Setting.of(9), slow),
                                    new Retry(Setting.of(2), slow)));
                }),
                Trial.of("retries-by-default", w -> w.type("fetch", Task.TYPE).param("failures", 2)),
                Trial.of("retries-by-kind", w -> {
                    var once = new Retry(Setting.of(1), new Backoff.Fixed(Setting.of(Duration.ofSeconds(10))));
                    var often = new Retry(Setting.of(5), new Backoff.Fixed(Setting.of(Duration.ofMinutes(2))));
                    w.type("fetch", Task.TYPE)
                            .param("failures", 4)
                            .param("kind", "PLATFORM")
                            .retry(new RetryPolicy(once, often, once));
                }),
                Trial.of("step-timeout", w -> {
                    var slow = w.type("slow", Task.TYPE)
                            .param("seconds", 90)
                            .timeout(Duration.ofMinutes(1))
                            .retry(RetryPolicy.fixed(0, Duration.ofSeconds(5)).retryingTimeouts(1));
                    w.type("never", Task.TYPE).after(slow);
                }),
                Trial.of("workflow-timeout", w -> {
                    w.timeout(Duration.ofHours(1));
                    var slow = w.type("slow", Task.TYPE).param("seconds", 4000);
                    w.type("never", Task.TYPE).after(slow);
                }),
                Trial.of("settings-from-params", w -> {
                    var limit = w.param("limit", "90 seconds");
                    var retries = w.param("retries", 2L);
                    w.timeout(Setting.text("${limit}"));
                    w.type("fetch", Task.TYPE)
                            .param("seconds", 30)
                            .param("failures", 3)
                            .timeout(Setting.text("${" + limit + "}"))
                            .retry(RetryPolicy.fixed(Setting.text("${" + retries + "}"), Setting.text("${retries} s")));
                }));
    }
}
