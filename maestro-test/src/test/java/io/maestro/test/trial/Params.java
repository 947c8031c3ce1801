package io.maestro.test.trial;

import io.maestro.definition.Criticality;
import io.maestro.definition.GitInfo;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowProperties;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.tag.Tag;
import io.maestro.tag.TagNamespace;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trials of params, and of what is said about a definition. */
final class Params {

    private Params() {}

    record Target(String path, long depth, Deep deep) {}

    record Deep(String name) {}

    static List<Trial> trials() {
        return List.of(
                Trial.of("literals", w -> {
                    w.param("text", "hello");
                    w.param("number", 42L);
                    w.param("ratio", 2.5);
                    w.param("flag", true);
                    w.param("texts", ParamCodec.listOf(String.class), List.of("a", "b"));
                    w.param("numbers", ParamCodec.listOf(Long.class), List.of(1L, 2L));
                    w.param("ratios", ParamCodec.listOf(Double.class), List.of(0.5, 1.0));
                    w.param("flags", ParamCodec.listOf(Boolean.class), List.of(true, false));
                    w.param("labels", ParamCodec.mapOfStrings(), Map.of("team", "data"));
                    w.type("use", Task.TYPE).text("told", "${text} ${number} ${ratio} ${flag} ${texts}");
                }),
                Trial.of("expressions", w -> {
                    w.param("day", 20261122L);
                    w.param("next", Long.class).expression("day + 1");
                    w.param("half", Double.class).expression("day / 2.0");
                    w.param("late", Boolean.class).expression("day > 20260101");
                    w.param("path", String.class).text("s3://lake/${day}/*");
                    w.param("parts", ParamCodec.listOf(Long.class)).expression("Util.intsBetween(0, 3, 1);");
                    w.param("length", Long.class).expression("path.length()");
                    w.type("use", Task.TYPE)
                            .expression("twice", Long.class, "next * 2")
                            .text("told", "${path} and $${day}");
                }),
                Trial.of("modes", w -> {
                    w.param("fixed", "one").mode(ParamMode.CONSTANT);
                    w.param("given", 1L).mode(ParamMode.MUTABLE_ON_START);
                    w.param("again", 2L).mode(ParamMode.MUTABLE_ON_START_RESTART);
                    w.param("kept", 3L).mode(ParamMode.IMMUTABLE);
                    w.param("free", "y").mode(ParamMode.MUTABLE);
                    w.type("use", Task.TYPE).text("told", "${fixed} ${given} ${again} ${kept} ${free}");
                }),
                Trial.of("maps", w -> {
                    w.param("bucket", "lake");
                    w.param("checked", String.class)
                            .definition(new ParamDefinition(
                                    ParamType.STRING,
                                    new ParamDefinition.Literal(ParamValue.of("x")),
                                    Optional.of(ParamMode.CONSTANT),
                                    List.of(Tag.of("secret")),
                                    Optional.of("@NotEmpty"),
                                    Map.of("shown", "never")));
                    var members = new LinkedHashMap<String, ParamDefinition>();
                    members.put("path", ParamDefinition.literal(ParamValue.of("s3://${bucket}")));
                    members.put("depth", ParamDefinition.expression(ParamType.LONG, "1 + 1"));
                    members.put(
                            "deep",
                            ParamDefinition.members(Map.of("name", ParamDefinition.literal(ParamValue.of("n")))));
                    w.param("target", Target.class).definition(ParamDefinition.members(members));
                    w.type("use", Task.TYPE).expression("depth", Long.class, "target.get('depth')");
                }),
                Trial.of("references", w -> {
                    var rows = w.type("rows", Task.TYPE).param("result", 0).param("source", "orders");
                    w.type("load", Task.TYPE)
                            .expression("limit", Long.class, "rows__result * 10")
                            .expression("from", String.class, "params.getFromStep('rows', 'source')")
                            .text("told", "${rows__source} at most ${limit}")
                            .after(rows);
                }),
                Trial.of("broken-param", w -> {
                    var bad = w.type("bad", Task.TYPE).expression("x", Long.class, "1 / 0");
                    w.type("never", Task.TYPE).after(bad);
                }),
                Trial.of("described", w -> {
                    w.name("Nightly load")
                            .description("what is said about it")
                            .owner("data team")
                            .criticality(Criticality.HIGH)
                            .timeout(Duration.ofHours(6))
                            .instanceStepConcurrency(50)
                            .stepConcurrency(10)
                            .runStrategy(RunStrategy.of(RunStrategy.Rule.FIRST_ONLY))
                            .properties(before -> new WorkflowProperties(
                                    before.owner(),
                                    before.runStrategy(),
                                    before.stepConcurrency(),
                                    Optional.of("its settings"),
                                    Map.of("emails", List.of("data@example.com")),
                                    Optional.of(false),
                                    Optional.of(true),
                                    Optional.of(true)))
                            .origin(new WorkflowDefinition.Origin(
                                    false,
                                    Optional.of(new GitInfo(
                                            Optional.of("git@example.com:load"),
                                            Optional.of("main"),
                                            Optional.of("f00"),
                                            Optional.of("load.yaml"),
                                            Optional.of("ann"),
                                            Optional.of(Instant.ofEpochSecond(1_700_000_000)),
                                            Optional.of(false))),
                                    Map.of("source", "trial")))
                            .tag("nightly")
                            .tag(new Tag("cost", Optional.of(TagNamespace.PLATFORM), Map.of("center", "7")));
                    w.type("load", Task.TYPE)
                            .name("Load")
                            .description("loads")
                            .tag("heavy")
                            .timeout(Duration.ofMinutes(30));
                }),
                Trial.of("sleep", w -> {
                    w.param("pause", 15L);
                    var sleep = w.type("sleep", "Sleep").expression("sleep_seconds", Long.class, "pause * 2");
                    w.type("awake", "NoOp").after(sleep);
                }));
    }
}
