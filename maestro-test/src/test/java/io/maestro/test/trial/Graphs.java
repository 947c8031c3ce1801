package io.maestro.test.trial;

import io.maestro.definition.RunStrategy;
import java.util.List;

/** Trials of what comes after what. */
final class Graphs {

    private Graphs() {}

    static List<Trial> trials() {
        return List.of(
                Trial.of("chain", w -> {
                    var extract = w.type("extract", Task.TYPE).param("seconds", 3);
                    var clean = w.type("clean", Task.TYPE).param("seconds", 2).after(extract);
                    w.type("publish", Task.TYPE).after(clean);
                }),
                Trial.of("fork-join", w -> {
                    var extract = w.type("extract", Task.TYPE);
                    var orders = w.type("orders", Task.TYPE).param("seconds", 5).after(extract);
                    var customers =
                            w.type("customers", Task.TYPE).param("seconds", 7).after(extract);
                    w.type("publish", Task.TYPE).after(orders, customers);
                }),
                Trial.of("several-roots", w -> {
                    w.runStrategy(RunStrategy.parallel(5));
                    var left = w.type("left", Task.TYPE).param("seconds", 1);
                    var right = w.type("right", Task.TYPE).param("seconds", 2);
                    w.type("alone", "NoOp");
                    w.type("both", "NoOp").after(left, right);
                }),
                Trial.of("condition", w -> {
                    var score = w.type("score", Task.TYPE).param("result", 0);
                    var mend = w.type("mend", Task.TYPE);
                    var publish = w.type("publish", Task.TYPE);
                    w.from(score)
                            .when("result > 1")
                            .to(mend)
                            .when("result == 1")
                            .to(publish);
                }),
                Trial.of("otherwise", w -> {
                    var limit = w.param("limit", 10L);
                    var score = w.type("score", Task.TYPE).param("result", 0);
                    var alarm = w.type("alarm", Task.TYPE);
                    var publish = w.type("publish", Task.TYPE);
                    w.from(score).when("result > " + limit).to(alarm).otherwise(publish);
                }),
                Trial.of("several-true", w -> {
                    var score = w.type("score", Task.TYPE).param("result", 0);
                    var low = w.type("low", Task.TYPE);
                    var odd = w.type("odd", Task.TYPE);
                    var any = w.type("any", Task.TYPE).after(score);
                    w.from(score)
                            .when("result < 5")
                            .to(low)
                            .when("result % 2 == 1")
                            .to(odd);
                    w.type("end", "NoOp").after(low, odd, any);
                }),
                Trial.of("dead-path", w -> {
                    var ask = w.type("ask", Task.TYPE);
                    var never = w.type("never", Task.TYPE).after(ask, "1 > 2");
                    var after = w.type("after", Task.TYPE).after(never);
                    w.type("end", "NoOp").after(after);
                }),
                Trial.of("run-if-any", w -> {
                    var ask = w.type("ask", Task.TYPE);
                    var yes = w.type("yes", Task.TYPE).param("seconds", 4).after(ask, "2 > 1");
                    var no = w.type("no", Task.TYPE).after(ask, "1 > 2");
                    w.type("end", "NoOp").after(yes, no);
                }),
                Trial.of("broken-condition", w -> {
                    var ask = w.type("ask", Task.TYPE);
                    w.type("never", Task.TYPE).after(ask, "1 / 0 > 0");
                    w.type("other", Task.TYPE).param("seconds", 2);
                }));
    }
}
