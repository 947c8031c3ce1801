package io.maestro.dsl.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.Step;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.dsl.WorkflowYaml;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures as text for Mermaid. */
class MermaidTest {

    private static String mermaid(String yaml) {
        return Picture.of(WorkflowYaml.read(yaml)).mermaid();
    }

    private static String mermaid(List<Step> steps) {
        return Picture.of(Drawn.workflow("w", steps)).mermaid();
    }

    @Test
    void a_workflow_is_a_titled_flowchart_of_steps_and_transitions() {
        assertThat(mermaid(Drawn.steps("extract > clean, audit; clean > publish; audit > publish")))
                .isEqualTo("""
                        ---
                        title: "w"
                        ---
                        flowchart TB
                          s0("extract<br>NoOp")
                          s1("clean<br>NoOp")
                          s2("audit<br>NoOp")
                          s3("publish<br>NoOp")
                          s0 --> s1
                          s0 --> s2
                          s1 --> s3
                          s2 --> s3
                        """);
    }

    @Test
    void each_kind_of_step_says_what_it_does() {
        assertThat(mermaid("""
                workflow:
                  id: kinds
                  name: All kinds
                  steps:
                    - step: {id: plain, type: Sleep}
                    - step: {id: shaped, type: Sql, sub_type: daily, sub_type_version: v2}
                    - template: {id: templated, name: Load it, sub_type: loader}
                    - subworkflow:
                        id: called
                        params:
                          subworkflow_id: {type: STRING, value: child}
                          subworkflow_version: {type: STRING, value: '7'}
                    - subworkflow:
                        id: sent
                        sync: false
                        params: {subworkflow_id: {type: STRING, expression: 'which;'}}
                    - step:
                        id: signalled
                        type: NoOp
                        signal_dependencies: [{name: a/b}, {name: c}]
                        signal_outputs: [{name: d}]
                """)).isEqualTo("""
                        ---
                        title: "All kinds (kinds)"
                        ---
                        flowchart TB
                          s0("plain<br>Sleep")
                          s1("shaped<br>Sql · template daily v2")
                          s2[/"Load it<br>template loader"/]
                          s3[["called<br>runs child · version 7"]]
                          s4[["sent<br>runs (which) · does not wait"]]
                          s5("signalled<br>NoOp<br>waits for signals a/b, c<br>sends signal d")
                        """);
    }

    @Test
    void bodies_of_loops_stand_within_them_at_any_depth() {
        assertThat(mermaid("""
                workflow:
                  id: loops
                  steps:
                    - foreach:
                        id: outer
                        concurrency: 3
                        strict_ordering: true
                        params: {loop_params: {type: MAP, value: {day: {type: LONG_ARRAY, value: [1, 2]}}}}
                        steps:
                          - step: {id: load, type: NoOp, transition: {successors: {inner: 'true'}}}
                          - while:
                              id: inner
                              condition: tries < 5
                              max_iterations: 100
                              params: {loop_params: {type: MAP, value: {tries: {type: LONG, value: 0}}}}
                              steps:
                                - step: {id: ask, type: NoOp, transition: {successors: {rest: 'true'}}}
                                - step: {id: rest, type: NoOp}
                        transition: {successors: {end: 'true'}}
                    - step: {id: end, type: NoOp}
                """)).isEqualTo("""
                        ---
                        title: "loops"
                        ---
                        flowchart TB
                          subgraph s0["outer · for each day · at most 3 at once · in order"]
                            direction TB
                            s0_0("load<br>NoOp")
                            subgraph s0_1["inner · while tries #60; 5 · at most 100 times"]
                              direction TB
                              s0_1_0("ask<br>NoOp")
                              s0_1_1("rest<br>NoOp")
                              s0_1_0 --> s0_1_1
                            end
                            s0_0 --> s0_1
                          end
                          s1("end<br>NoOp")
                          s0 --> s1
                        """);
    }

    @Test
    void the_steps_of_a_subworkflow_stand_within_its_step_if_they_are_included() {
        var parent = Drawn.workflow("parent", List.of(Drawn.subworkflow("call", "child")));
        var child = Drawn.workflow("child", Drawn.steps("one > two"));

        assertThat(Picture.of(parent).including(child).mermaid()).endsWith("""
                  subgraph s0["call · runs child"]
                    direction TB
                    s0_0("one<br>NoOp")
                    s0_1("two<br>NoOp")
                    s0_0 --> s0_1
                  end
                """);
    }

    @Test
    void conditions_stand_at_transitions_and_those_that_lead_back_are_dotted_with_their_limit() {
        var steps = Drawn.steps("a > b [x < 5], a [!ready]; b > c; c > b [again] *7, a [fresh], d");

        assertThat(mermaid(steps)).endsWith("""
                  s0 -->|"x #60; 5"| s1
                  s0 -.->|"!ready"| s0
                  s1 --> s2
                  s2 -.->|"again<br>at most 7 passes"| s1
                  s2 -.->|"fresh<br>at most 7 passes"| s0
                  s2 --> s3
                """);
    }

    @Test
    void a_picture_can_lead_to_the_right_within_bodies_too() {
        var loop = Drawn.foreach("loop", "i", Drawn.steps("x > y"));

        assertThat(Picture.of(Drawn.workflow("w", List.of(loop))).leftToRight().mermaid())
                .contains("flowchart LR", "    direction LR");
    }

    @Nested
    class OfRuns {

        private final Recorded recorded = Recorded.of(Drawn.workflow(
                "etl",
                Drawn.steps(
                        "extract > clean, skip [empty]; clean > score; score > clean [score < 0.9] *5, publish;"
                                + "archive; each; call",
                        Map.of(
                                "each", Drawn.foreach("each", "file", Drawn.steps("read")),
                                "call", Drawn.subworkflow("call", "child")))));

        private String mermaid(RunStatus status, long end) {
            return recorded.picture(status, end).mermaid();
        }

        @Test
        void the_title_says_which_run_it_is_and_how_it_stands() {
            assertThat(mermaid(RunStatus.IN_PROGRESS, -1))
                    .contains("title: \"etl (etl:17:1, version 3): in progress\"");
            assertThat(mermaid(RunStatus.FAILED, 130_010))
                    .contains("title: \"etl (etl:17:1, version 3): failed · 2 min 10 s\"");
        }

        @Test
        void steps_tell_status_time_visit_and_retries_and_have_the_colour_of_their_status() {
            recorded.went("extract", 0, 1_250, "clean", "!skip")
                    .visited("clean", 1, 1_250, 1_300, "score")
                    .visited("clean", 3, 4_000, 4_020, "score")
                    .step("skip", StepStatus.UNSATISFIED, -1, 1_250)
                    .step("score", StepStatus.RUNNING, 4_020, -1)
                    .failed("archive", StepStatus.USER_FAILED, 1, 2, 2_000, 5_000, "no answer\nafter 3 s");

            assertThat(mermaid(RunStatus.IN_PROGRESS, -1))
                    .contains(
                            "  s0(\"extract<br>✓ succeeded · 1.2 s<br>NoOp\")\n",
                            "  s1(\"clean<br>✓ succeeded · 20 ms · visit 3<br>NoOp\")\n",
                            "  s2(\"skip<br>» unsatisfied<br>NoOp\")\n",
                            "  s3(\"score<br>▶ running · began after 4 s<br>NoOp\")\n",
                            "  s4(\"publish<br>○ not reached<br>NoOp\")\n",
                            "  s5(\"archive<br>↻ user failed · 3 s · retry 2<br>NoOp<br>no answer after 3 s\")\n",
                            "  class s0,s1 done\n",
                            "  class s3 running\n",
                            "  class s5 retrying\n",
                            "  class s4,s6,s7 notreached\n")
                    .containsOnlyOnce("classDef done fill:#dafbe1,stroke:#1a7f37,color:#1f2328")
                    .doesNotContain("classDef failed");
        }

        @Test
        void loops_and_subworkflows_tell_how_the_steps_below_them_stand() {
            recorded.loop(
                            "each",
                            StepStatus.RUNNING,
                            40,
                            Map.of(StepStatus.SUCCEEDED, 36L, StepStatus.FATALLY_FAILED, 1L),
                            10,
                            -1)
                    .subworkflow("call", StepStatus.SUCCEEDED, Map.of(StepStatus.SUCCEEDED, 2L), 0, 3_600_000);

            assertThat(mermaid(RunStatus.IN_PROGRESS, -1))
                    .contains(
                            "subgraph s6[\"each · ▶ running · began after 10 ms · 40 iterations · 36 steps succeeded · 1 step",
                            "s7[[\"call<br>✓ succeeded · 1 h 0 min · 2 steps succeeded<br>runs child\"]]");
        }

        @Test
        void ways_that_the_run_went_are_thick_and_those_that_it_did_not_go_are_faint() {
            recorded.went("extract", 0, 1, "clean", "!skip")
                    .visited("clean", 1, 1, 2, "score")
                    .visited("score", 1, 2, 3, "!clean", "publish");

            assertThat(mermaid(RunStatus.IN_PROGRESS, -1))
                    .contains(
                            "  s0 ==> s1\n",
                            "  s0 -->|\"empty\"| s2\n",
                            "  s1 ==> s3\n",
                            "  s3 -.->|\"score #60; 0.9<br>at most 5 passes\"| s1\n",
                            "  s3 ==> s4\n",
                            "  linkStyle 1,3 opacity:0.4\n");
        }

        @Test
        void whether_a_way_back_was_gone_in_an_earlier_visit_is_not_known() {
            recorded.visited("clean", 2, 1, 2, "score").visited("score", 2, 2, 3, "!clean", "publish");

            assertThat(mermaid(RunStatus.IN_PROGRESS, -1))
                    .contains("  s3 ==> s4\n")
                    .doesNotContain("linkStyle");
        }

        @ParameterizedTest
        @CsvSource({
            "0, 0 ms",
            "999, 999 ms",
            "1000, 1 s",
            "9949, 9.9 s",
            "10000, 10 s",
            "61000, 1 min 1 s",
            "3660000, 1 h 1 min",
            "90000000, 1 d 1 h"
        })
        void durations_have_two_units_at_most(long millis, String text) {
            recorded.step("extract", StepStatus.SUCCEEDED, 0, millis);

            assertThat(mermaid(RunStatus.IN_PROGRESS, -1)).contains("succeeded · " + text + "<br>");
        }
    }

    @Nested
    class Hostile {

        private static String label(String name) {
            var label = mermaid(List.of(Drawn.named(Drawn.typed("a", "NoOp"), name)))
                    .lines()
                    .filter(line -> line.startsWith("  s0(\""))
                    .collect(Collectors.joining());
            return label.substring("  s0(\"".length(), label.length() - "<br>NoOp\")".length());
        }

        @Test
        void what_means_something_to_mermaid_or_html_is_written_in_numbers() {
            assertThat(label("\"]; click s0 call alert()")).isEqualTo("#34;#93;#59; click s0 call alert()");
            assertThat(label("<script>&amp;</script>")).isEqualTo("#60;script#62;#38;amp#59;#60;/script#62;");
            assertThat(label("x #35; %%{init}%% `a|b` $$x$$ \\"))
                    .isEqualTo("x #35;35#59; #37;#37;#123;init#125;#37;#37; #96;a#124;b#96; #36;#36;x#36;#36; #92;");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1. Load",
                    "10) Load",
                    "- item",
                    "+ item",
                    "# head",
                    "see https://example.com",
                    "www.example.com",
                    "ada@example.com",
                    "fa:fa-ban"
                })
        void what_markdown_or_mermaid_would_make_something_of_is_parted_by_what_nobody_sees(String name) {
            assertThat(label(name)).contains("\u2060");
            assertThat(label(name).replace("\u2060", ""))
                    .isEqualTo(name.replace("#", "#35;").replace("@", "#64;"));
        }

        @Test
        void whatever_a_text_holds_the_label_is_one_line_of_characters_that_can_be_written() {
            assertThat(label(" a\n\tb\u0000c\u0085d\u2028e ")).isEqualTo("a b c d e");
            assertThat(label("\ud83d \ufffe \uffff")).isEqualTo("\ufffd \ufffd \ufffd");
            assertThat(label("日本語 🚀 ünïcödé")).isEqualTo("日本語 🚀 ünïcödé");
            var everything = Stream.iterate(0, c -> c <= 0xffff, c -> c + 1)
                    .map(c -> String.valueOf((char) c.intValue()))
                    .collect(Collectors.joining());
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(label(everything)))
                    .isTrue();
        }

        @Test
        void a_title_stays_within_its_quotation_marks() {
            var workflow = WorkflowDefinition.builder(new WorkflowId("w"))
                    .name("a: \"b\" \\\n---\nflowchart LR\u0007")
                    .build();

            assertThat(Picture.of(workflow).mermaid()).isEqualTo("""
                    ---
                    title: "a: \\"b\\" \\\\ --- flowchart LR (w)"
                    ---
                    flowchart TB
                    """);
        }

        @Test
        void long_texts_are_cut() {
            assertThat(label("x".repeat(256))).isEqualTo("x".repeat(59) + "…");
            assertThat(label("🚀".repeat(100))).isEqualTo("🚀".repeat(59) + "…");
        }

        @Test
        void conditions_are_escaped_too() {
            assertThat(mermaid(Drawn.steps("a > b [x == '\"|(<']"))).contains("s0 -->|\"x == '#34;#124;(#60;'\"| s1");
        }
    }
}
