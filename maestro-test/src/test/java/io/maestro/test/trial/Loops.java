package io.maestro.test.trial;

import io.maestro.definition.FailureMode;
import io.maestro.definition.RetryPolicy;
import io.maestro.param.ParamCodec;
import java.util.List;

/** Trials of foreach and while. */
final class Loops {

    private Loops() {}

    static List<Trial> trials() {
        return List.of(
                Trial.of("foreach", w -> {
                    var load = w.runForeach("load", body -> {
                                body.over("region", String.class, List.of("eu", "us", "ap"));
                                var copy = body.type("copy", Task.TYPE)
                                        .param("seconds", 5)
                                        .text("path", "${region}/${loop_index}");
                                body.type("check", Task.TYPE).after(copy);
                            })
                            .concurrency(2);
                    w.type("publish", Task.TYPE).after(load);
                }),
                Trial.of("foreach-product", w -> {
                    w.param("days", ParamCodec.listOf(Long.class), List.of(1L, 2L));
                    w.runForeach("load", body -> {
                                body.over("region", String.class, List.of("eu", "us"));
                                body.over("day", Long.class, "days");
                                body.type("copy", Task.TYPE)
                                        .expression("seconds", Long.class, "day")
                                        .text("path", "${region}-${day}");
                            })
                            .concurrency(1);
                }),
                Trial.of(
                        "foreach-in-order",
                        w -> w.runForeach("load", body -> {
                                    body.over("pause", Long.class, List.of(50L, 10L, 10L, 10L, 10L));
                                    body.type("copy", Task.TYPE).expression("seconds", Long.class, "pause");
                                })
                                .concurrency(2)
                                .strictOrdering()),
                Trial.of("foreach-range", w -> {
                    var load = w.runForeach("load", body -> {
                        body.over("hour", Long.class, "Util.intsBetween(0, 24, 6);");
                        body.type("copy", Task.TYPE).text("path", "h${hour}");
                    });
                    var none = w.runForeach("none", body -> {
                                body.over("nothing", String.class, List.of());
                                body.type("unseen", Task.TYPE);
                            })
                            .after(load);
                    w.type("publish", Task.TYPE).after(none);
                }),
                Trial.of("foreach-failure", w -> {
                    var load = w.runForeach("load", body -> {
                                body.over("part", Long.class, List.of(1L, 2L, 3L, 4L));
                                body.type("copy", Task.TYPE)
                                        .expression("seconds", Long.class, "part * 10")
                                        .expression("failures", Long.class, "part == 2 ? 1 : 0")
                                        .retry(RetryPolicy.none());
                            })
                            .concurrency(2)
                            .failureMode(FailureMode.IGNORE_FAILURE);
                    w.type("publish", Task.TYPE).after(load);
                }),
                Trial.of(
                        "foreach-fails-at-once",
                        w -> w.runForeach("load", body -> {
                                    body.over("part", Long.class, List.of(1L, 2L, 3L));
                                    body.type("copy", Task.TYPE)
                                            .expression("seconds", Long.class, "40 - part * 10")
                                            .expression("failures", Long.class, "part == 3 ? 1 : 0")
                                            .retry(RetryPolicy.none());
                                })
                                .failureMode(FailureMode.FAIL_IMMEDIATELY)),
                Trial.of("foreach-results", w -> {
                    var load = w.runForeach("load", body -> {
                        body.over("part", Long.class, List.of(3L, 4L));
                        body.type("copy", Task.TYPE).expression("size", Long.class, "part * part");
                    });
                    w.type("total", Task.TYPE)
                            .expression(
                                    "sizes",
                                    ParamCodec.listOf(Long.class),
                                    "params.getFromForeach('load', 'copy', 'size')")
                            .after(load);
                }),
                Trial.of("while", w -> {
                    w.param("target", 3L);
                    var poll = w.whileLoop("poll", body -> {
                                var tries = body.param("tries", 0L);
                                body.asLongAs("tries < target");
                                var ask = body.type("ask", Task.TYPE).param("seconds", 20);
                                body.type("count", Task.TYPE)
                                        .next(tries, "tries + 1")
                                        .after(ask);
                            })
                            .maxIterations(10);
                    w.type("publish", Task.TYPE).after(poll);
                }),
                Trial.of(
                        "while-limit",
                        w -> w.whileLoop("poll", body -> {
                                    body.param("tries", 0L);
                                    body.asLongAs("tries < 5");
                                    body.type("ask", Task.TYPE).param("seconds", 1);
                                })
                                .maxIterations(2)),
                Trial.of(
                        "nested-loops",
                        w -> w.runForeach("regions", outer -> {
                                    outer.over("region", String.class, List.of("eu", "us"));
                                    var days = outer.whileLoop("days", inner -> {
                                        var day = inner.param("day", 1L);
                                        inner.asLongAs("day <= 2");
                                        inner.type("copy", Task.TYPE)
                                                .param("seconds", 3)
                                                .text("path", "${region}/${day}")
                                                .next(day, "day + 1");
                                    });
                                    outer.type("report", Task.TYPE).after(days);
                                })
                                .concurrency(1)),
                Trial.of("loop-in-a-cycle", w -> {
                    var plan = w.type("plan", Task.TYPE);
                    var work = w.runForeach("work", body -> {
                                body.over("part", Long.class, List.of(1L, 2L));
                                body.type("do", Task.TYPE).param("seconds", 1);
                            })
                            .after(plan);
                    var check = w.type("check", Task.TYPE).param("result", 0).after(work);
                    var ship = w.type("ship", Task.TYPE);
                    w.from(check).when("result < 2").backTo(plan).atMost(5).otherwise(ship);
                }),
                Trial.of(
                        "cycle-in-a-loop",
                        w -> w.runForeach("each", body -> {
                            body.over("wanted", Long.class, List.of(1L, 3L));
                            var attempt = body.type("attempt", Task.TYPE).param("seconds", 2);
                            var check = body.type("check", Task.TYPE)
                                    .param("result", 0)
                                    .after(attempt);
                            var keep = body.type("keep", Task.TYPE);
                            body.from(check)
                                    .when("result < wanted")
                                    .backTo(attempt)
                                    .otherwise(keep);
                        })));
    }
}
