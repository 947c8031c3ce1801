package io.maestro.test.trial;

import io.maestro.dsl.Workflow;
import java.util.List;

/** Trials of workflows that start another, of which there are two versions. */
final class Subworkflows {

    static final String CHILD = "child";
    static final String NEXT_CHILD = "child-next";

    private Subworkflows() {}

    static List<Trial> trials() {
        return List.of(
                Trial.of(CHILD, w -> {
                    w.param("region", "nowhere");
                    w.type("load", Task.TYPE).param("seconds", 10).text("path", "${region}/1");
                }),
                new Trial(NEXT_CHILD, Workflow.define(CHILD, w -> {
                    w.param("region", "nowhere");
                    var load = w.type("load", Task.TYPE).param("seconds", 20).text("path", "${region}/2");
                    w.type("check", Task.TYPE).after(load);
                })),
                Trial.of("subworkflow", w -> {
                    w.param("region", "eu");
                    var first = w.subworkflow("first", CHILD);
                    var second =
                            w.subworkflow("second", CHILD).param("region", "us").after(first);
                    w.type("publish", Task.TYPE)
                            .expression("path", String.class, "params.getFromSubworkflow('second', 'load', 'path')")
                            .after(second);
                }),
                Trial.of("subworkflow-versions", w -> {
                    var first = w.subworkflow("first", CHILD).version(1);
                    var second =
                            w.subworkflow("second", CHILD).version("latest").after(first);
                    w.subworkflow("third", CHILD).version("active").after(second);
                }),
                Trial.of("subworkflow-alone", w -> {
                    w.param("region", "eu");
                    var start = w.subworkflow("start", CHILD).async();
                    w.type("go-on", Task.TYPE).after(start);
                }),
                Trial.of("subworkflow-explicit", w -> {
                    w.param("region", "eu");
                    w.subworkflow("first", CHILD).explicitParams();
                }),
                Trial.of("subworkflow-missing", w -> {
                    var bad = w.subworkflow("bad", CHILD).version(9);
                    w.type("never", Task.TYPE).after(bad);
                }));
    }
}
