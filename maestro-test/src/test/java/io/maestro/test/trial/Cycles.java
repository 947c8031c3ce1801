package io.maestro.test.trial;

import io.maestro.definition.FailureMode;
import java.util.List;

/** Trials of ways back. */
final class Cycles {

    private Cycles() {}

    static List<Trial> trials() {
        return List.of(
                Trial.of("train-until-good", w -> {
                    var train = w.type("train", Task.TYPE).param("seconds", 10);
                    var score = w.type("score", Task.TYPE).param("result", 0).after(train);
                    var publish = w.type("publish", Task.TYPE);
                    w.from(score).when("result < 3").backTo(train).otherwise(publish);
                }),
                Trial.of("again-and-again", w -> {
                    var ask = w.type("ask", Task.TYPE).param("seconds", 60).param("result", 0);
                    w.from(ask).when("result < 4").backTo(ask).keepVisits(2).atMost(10);
                }),
                Trial.of("nested-cycles", w -> {
                    var plan = w.type("plan", Task.TYPE);
                    var build = w.type("build", Task.TYPE).param("seconds", 1).after(plan);
                    var test = w.type("test", Task.TYPE).param("result", 0).after(build);
                    var review = w.type("review", Task.TYPE).param("result", 0);
                    var ship = w.type("ship", Task.TYPE);
                    w.from(test).when("result % 2 == 1").backTo(build).otherwise(review);
                    w.from(review).when("result < 2").backTo(plan).otherwise(ship);
                }),
                Trial.of("pass-limit", w -> {
                    var work = w.type("work", Task.TYPE);
                    var check = w.type("check", Task.TYPE).param("result", 0).after(work);
                    var publish = w.type("publish", Task.TYPE);
                    w.from(check).when("result < 9").backTo(work).atMost(2).otherwise(publish);
                }),
                Trial.of("pass-limit-ignored", w -> {
                    var work = w.type("work", Task.TYPE);
                    var check = w.type("check", Task.TYPE)
                            .param("result", 0)
                            .failureMode(FailureMode.IGNORE_FAILURE)
                            .after(work);
                    var publish = w.type("publish", Task.TYPE).after(check);
                    w.from(check).when("result < 9").backTo(work).atMost(2);
                    w.type("end", "NoOp").after(publish);
                }),
                Trial.of("two-exits", w -> {
                    var read = w.type("read", Task.TYPE).param("seconds", 1);
                    var left = w.type("left", Task.TYPE).param("result", 0).after(read);
                    var right = w.type("right", Task.TYPE).param("result", 0).after(read);
                    var ended = w.type("ended", Task.TYPE);
                    w.from(left)
                            .when("result < 2")
                            .backTo(read)
                            .when("result >= 2")
                            .to(ended);
                    w.type("checked", Task.TYPE).after(right, "result == 2");
                }),
                Trial.of("ring", w -> {
                    var first = w.type("first", Task.TYPE);
                    var second = w.type("second", Task.TYPE).after(first);
                    var third = w.type("third", Task.TYPE).param("result", 0).after(second);
                    w.from(third).when("result < 2").backTo(first);
                }));
    }
}
