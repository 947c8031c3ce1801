package io.maestro.dsl;

import io.maestro.Maestro;
import io.maestro.definition.FailureMode;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.Setting;
import io.maestro.param.ParamCodec;
import io.maestro.run.WorkflowRun;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The code of the guide and of the Javadoc. What stands between the marks is quoted there; a test compares them. */
final class GuideWorkflows {

    record Row(String text) {}

    /** Where rows come from and go to. */
    record Warehouse(List<Row> published, List<Row> mended) {
        Warehouse() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        List<Row> read(LocalDate day) {
            return List.of(new Row(day.toString()), new Row(" "));
        }

        void publish(List<Row> rows) {
            published.addAll(rows);
        }

        void mend(List<Row> rows) {
            mended.addAll(rows);
        }
    }

    private GuideWorkflows() {}

    static List<Row> scrub(List<Row> rows) {
        return rows.stream().filter(row -> !row.text().isBlank()).toList();
    }

    static double rate(List<Row> rows) {
        return rows.size() / 2.0;
    }

    static Workflow tenLines(Warehouse warehouse) {
        // region: ten-lines
        Workflow etl = Workflow.define("daily-etl", w -> {
            Param<LocalDate> day = w.param("day", LocalDate.class);
            Step<List<Row>> extract =
                    w.step("extract", day, warehouse::read).retry(RetryPolicy.exponential(3, Duration.ofSeconds(1)));
            Step<List<Row>> clean = w.step("clean", extract, rows -> scrub(rows));
            Step<Double> score = w.step("score", clean, rows -> rate(rows));
            PlainStep mend = w.run("mend", clean, warehouse::mend);
            PlainStep publish = w.run("publish", clean, warehouse::publish);
            w.from(score).when(ctx -> ctx.get(score) < 0.9).to(mend).otherwise(publish);
        });
        // end
        return etl;
    }

    static WorkflowRun run(Workflow etl) {
        // region: run
        try (Maestro maestro = Maestro.inMemory()) {
            maestro.register(etl);
            return maestro.start("daily-etl", Map.of("day", LocalDate.of(2026, 11, 22)))
                    .await();
        }
        // end
    }

    static Workflow params() {
        return Workflow.define("params", w -> {
            // region: params
            var day = w.param("day", LocalDate.class); // must be given at the start
            var limit = w.param("limit", 100L); // has a default
            var regions = w.param("regions", ParamCodec.listOf(String.class), List.of("eu", "us"));
            // end
            w.step("show", ctx -> ctx.get(day) + " " + ctx.get(limit) + " " + ctx.get(regions));
        });
    }

    // region: record
    record Window(LocalDate from, Optional<LocalDate> to, List<String> regions) {}

    static final Workflow REPORT = Workflow.define("report", w -> {
        var window = w.param("window", Window.class);
        w.step(
                "days",
                window,
                win -> win.from()
                        .datesUntil(win.to().orElse(win.from().plusDays(1)))
                        .count());
    });
    // end

    static WorkflowRun report(Maestro maestro) {
        var from = LocalDate.of(2026, 11, 22);
        // region: start-record
        var window = new Window(from, Optional.of(from.plusDays(7)), List.of("eu"));
        var run = maestro.start("report", Map.of("window", window));
        // end
        return run.await();
    }

    static Workflow derived() {
        return Workflow.define("derived", w -> {
            // region: derived
            var day = w.param("day", LocalDate.of(2026, 11, 22));
            var previous = w.param("previous", LocalDate.class)
                    .computed(p -> p.get(day).minusDays(1));
            var path = w.param("path", String.class).text("s3://lake/${previous}/*");
            var length = w.param("length", Long.class).expression("path.length()");
            // end
            w.step("show", ctx -> ctx.get(previous) + " " + ctx.get(path) + " " + ctx.get(length));
        });
    }

    static Workflow stepParams() {
        return Workflow.define("step-params", w -> {
            // region: step-params
            var day = w.param("day", LocalDate.of(2026, 11, 22));
            var rows = w.step("rows", ctx -> List.of("a", "b")).outputParam("count", Integer.class, List::size);
            var limit = StepParam.of("limit", Long.class);
            w.step("load", ctx -> "at most " + ctx.get(limit))
                    .param("command", "echo $HOME") // a value, taken as it is
                    .text("path", "s3://lake/${day}") // a text with references
                    .expression("limit", Long.class, "rows__count * 10") // an expression
                    .computed("name", String.class, p -> "load-" + p.get(day).getYear()) // Java
                    .after(rows);
            // end
        });
    }

    static Workflow selConditions() {
        return Workflow.define("sel-conditions", w -> {
            // region: sel-conditions
            var score = w.step("score", ctx -> 0.5).outputParam("score", Double.class);
            var mend = w.run("mend", ctx -> {});
            var publish = w.run("publish", ctx -> {});
            w.from(score).when("score < 0.9").to(mend).otherwise(publish);
            // end
        });
    }

    static Workflow settings() {
        return Workflow.define("settings", w -> {
            // region: settings
            var limit = w.param("limit", Duration.ofMinutes(10));
            var retries = w.param("retries", 3);
            w.step("fetch", ctx -> fetch())
                    .timeout(limit.asSetting())
                    .retry(RetryPolicy.fixed(retries.asSetting(), Setting.text("${retries} s")));
            // end
        });
    }

    static Workflow steps() {
        return Workflow.define("steps", w -> {
            // region: steps
            var stamp = w.param("stamp", "v1");
            var rows = w.step("rows", ctx -> List.of("a", "b")); // Step<List<String>>
            var size = w.step("size", rows, List::size); // runs after rows; Step<Integer>
            var label = w.step("label", stamp, size, (s, n) -> s + "-" + n); // a param and a step
            w.run("tell", label, text -> send(text)); // has no output
            // end
        });
    }

    static Workflow context() {
        return Workflow.define("context", w -> {
            // region: context
            var order = w.step("order", ctx -> "order " + ctx.runId().instance());
            w.step("pay", ctx -> charge(ctx.get(order), ctx.idempotencyKey())).after(order);
            // end
        });
    }

    static Workflow order() {
        return Workflow.define("order", w -> {
            // region: order
            var left = w.run("left", ctx -> {});
            var right = w.run("right", ctx -> {});
            w.run("both", ctx -> {}).after(left, right);
            // end
        });
    }

    static Workflow conditions() {
        return Workflow.define("conditions", w -> {
            // region: conditions
            var score = w.step("score", ctx -> 0.5);
            var mend = w.run("mend", ctx -> {});
            var alarm = w.run("alarm", ctx -> {});
            var publish = w.run("publish", ctx -> {});
            w.from(score)
                    .when(ctx -> ctx.get(score) < 0.9)
                    .to(mend)
                    .when(ctx -> ctx.get(score) < 0.1)
                    .to(alarm)
                    .otherwise(publish);
            // end
        });
    }

    /** Gets better with practice. */
    static final class Model {
        private final AtomicInteger rounds = new AtomicInteger();

        int train() {
            return rounds.incrementAndGet();
        }

        static double rate(int round) {
            return 1 - 1.0 / (round + 1);
        }
    }

    static Workflow cycle(Model model) {
        return Workflow.define("cycle", w -> {
            // region: cycle
            var train = w.step("train", ctx -> model.train());
            var score = w.step("score", train, round -> Model.rate(round));
            var publish = w.step("publish", train, score, (round, s) -> "round " + round + ": " + s);
            w.from(score)
                    .when(ctx -> ctx.get(score) < 0.7)
                    .backTo(train)
                    .atMost(10)
                    .otherwise(publish);
            // end
        });
    }

    static Workflow foreach() {
        return Workflow.define("foreach", w -> {
            // region: foreach
            var source = w.param("source", "orders");
            var files = w.step("list", source, name -> List.of(name + "-1.csv", name + "-2.csv"));
            var sizes = w.foreach("load", files, (file, body) -> {
                        var rows = body.step("read", file, name -> List.of(new Row(name)));
                        return body.step("store", rows, List::size);
                    })
                    .concurrency(10);
            w.step("total", sizes, all -> all.stream().mapToInt(n -> n).sum()); // sizes is a List<Integer>
            // end
        });
    }

    static Workflow foreachParams() {
        return Workflow.define("foreach-params", w -> {
            // region: foreach-params
            var days = w.param("days", ParamCodec.listOf(LocalDate.class), List.of(LocalDate.of(2026, 11, 22)));
            w.runForeach("load", body -> {
                var region = body.over("region", String.class, List.of("eu", "us"));
                var day = body.over("day", LocalDate.class, days);
                body.run("copy", region, day, (r, d) -> send(r + d));
                body.type("pause", "Sleep").expression("sleep_seconds", Long.class, "loop_index / 10");
            });
            // end
        });
    }

    static Workflow whileLoop() {
        return Workflow.define("while", w -> {
            // region: while
            var target = w.param("target", 3L);
            w.whileLoop("poll", body -> {
                        var tries = body.param("tries", 0L);
                        var state = body.param("state", "unknown");
                        body.asLongAs(ctx -> ctx.get(tries) < ctx.get(target)
                                && !ctx.get(state).equals("ready"));
                        var ask = body.step("ask", tries, n -> n < 2 ? "busy" : "ready")
                                .outputParam(state, answer -> answer);
                        body.run("count", ctx -> {})
                                .next(tries, p -> p.get(tries) + 1)
                                .after(ask);
                    })
                    .maxIterations(100);
            // end
        });
    }

    static final Workflow CHILD = Workflow.define("load-region", w -> {
        var region = w.param("region", String.class);
        w.run("load", region, r -> send(r));
    });

    static Workflow subworkflow() {
        return Workflow.define("subworkflow", w -> {
            // region: subworkflow
            var eu = w.subworkflow("eu", CHILD).param("region", "eu");
            w.subworkflow("us", "load-region").param("region", "us").async().after(eu);
            // end
        });
    }

    static Workflow failures() {
        return Workflow.define("failures", w -> {
            // region: failures
            w.step("fetch", ctx -> fetch())
                    .retry(RetryPolicy.exponential(5, Duration.ofSeconds(1))
                            .retryingTimeouts(2)
                            .withJitter(0.2))
                    .timeout(Duration.ofMinutes(10));
            w.run("notify", ctx -> send("done")).failureMode(FailureMode.IGNORE_FAILURE);
            // end
        });
    }

    static Workflow types() {
        return Workflow.define("types", w -> {
            // region: types
            var pause = w.type("pause", "Sleep").param("sleep_seconds", 15);
            w.run("later", ctx -> send("awake")).after(pause);
            // end
        });
    }

    static Workflow templates() {
        return Workflow.define("templates", w -> {
            // region: templates
            w.template("orders", "backup").param("database", "orders");
            w.type("users", "Shell", JobTemplateId.of("backup", "v2"))
                    .param("database", "users")
                    .retry(RetryPolicy.none());
            // end
        });
    }

    static Workflow options() {
        return Workflow.define("options", w -> {
            // region: options
            w.name("Daily load").owner("data team").tag("nightly").timeout(Duration.ofHours(6));
            w.runStrategy(RunStrategy.of(RunStrategy.Rule.SEQUENTIAL));
            // end
            w.run("load", ctx -> {});
        });
    }

    private static String fetch() {
        return "fetched";
    }

    private static String charge(String order, String key) {
        return order + " by " + key;
    }

    @SuppressWarnings("unused") // stands for a call to the world outside
    private static void send(String text) {}
}
