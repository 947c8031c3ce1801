package io.maestro.test.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Definitions;
import io.maestro.Maestro;
import io.maestro.Stores;
import io.maestro.WorkflowHandle;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.dsl.WorkflowJson;
import io.maestro.dsl.WorkflowYaml;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import io.maestro.test.VirtualClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The same definition in Java, in JSON and in YAML is the same in all that becomes of it, and survives each of its forms. */
class TrialsTest {

    private static final long SEED = 20_261_125L;

    /** What ends at the same instant is recorded in any order. */
    private static final Comparator<StepAttempt> BY_STEP =
            Comparator.comparing(StepAttempt::step).thenComparingInt(StepAttempt::attempt);

    /** The parts of the schema that tell of alerting, which is kept and never looked at. */
    private static final Set<String> ALERTING =
            Set.of("alerting", "slack", "bypassDigest", "pagerDuty", "alertConfig", "targetCompletionTime");

    /** What is only in answers, what is refused, and job templates, which cannot run yet. */
    private static final Set<String> NOT_SAID = Set.of(
            "workflow_id",
            "workflow_version_id",
            "version_author",
            "create_time",
            "permit",
            "access_control",
            "sub_type",
            "sub_type_version",
            "template");

    /** How a trial is written. */
    private enum Form {
        JAVA,
        JSON,
        YAML;

        WorkflowDefinition definition(Trial trial) {
            return switch (this) {
                case JAVA -> trial.inJava().definition();
                case JSON -> WorkflowJson.read(Files.text(trial.name() + ".json"));
                case YAML -> WorkflowYaml.read(Files.text(trial.name() + ".yaml"));
            };
        }

        WorkflowHandle registeredWith(Maestro maestro, Trial trial) {
            return this == JAVA ? maestro.register(trial.inJava()) : maestro.register(definition(trial));
        }
    }

    static List<Trial> trials() {
        return Trial.all();
    }

    @ParameterizedTest
    @MethodSource("trials")
    void whatever_a_definition_is_written_in_the_same_facts_are_recorded(Trial trial) {
        var facts = facts(trial, Form.JAVA);

        assertThat(facts).isNotEmpty();
        assertThat(facts(trial, Form.JSON)).isEqualTo(facts);
        assertThat(facts(trial, Form.YAML)).isEqualTo(facts);
    }

    /** Runs a trial to its end, and returns all that was recorded; or why it cannot be run. */
    private static List<Object> facts(Trial trial, Form form) {
        var clock = VirtualClock.create();
        var store = Stores.inMemory();
        try (var maestro = Maestro.builder()
                .time(clock)
                .store(store)
                .stepType(Task.TYPE, new Task())
                .build()) {
            Subworkflows.trials().stream()
                    .filter(child -> child.inJava().id().value().equals(Subworkflows.CHILD))
                    .forEach(child -> form.registeredWith(maestro, child));
            var run = form.registeredWith(maestro, trial).start();
            clock.awaitEnd(run);
            clock.runUntil(() -> runs(store).allMatch(row -> row.status().isTerminal()));
        } catch (InvalidDefinitionException e) {
            return List.copyOf(e.problems());
        }
        var facts = new ArrayList<Object>();
        runs(store).forEach(row -> {
            facts.add(row);
            store.attempts(row.runId()).stream().sorted(BY_STEP).forEach(facts::add);
        });
        return facts;
    }

    private static Stream<WorkflowRun> runs(Store store) {
        return store.runs(RunQuery.all().limit(RunQuery.MAX_LIMIT)).stream();
    }

    @ParameterizedTest
    @MethodSource("trials")
    void whatever_a_definition_is_written_in_the_same_is_said_about_it(Trial trial) {
        var said = said(Form.JAVA.definition(trial));

        assertThat(said(Form.JSON.definition(trial))).isEqualTo(said);
        assertThat(said(Form.YAML.definition(trial))).isEqualTo(said);
    }

    /** Returns what leaves no trace in the facts, or not yet. */
    private static List<Object> said(WorkflowDefinition definition) {
        var properties = definition.properties();
        var said = new ArrayList<Object>(List.of(
                definition.name(),
                definition.description(),
                definition.tags(),
                definition.criticality(),
                definition.instanceStepConcurrency(),
                definition.triggers(),
                definition.origin(),
                properties.owner(),
                properties.description(),
                properties.alerting(),
                properties.alertingDisabled(),
                properties.signalTriggerDisabled(),
                properties.timeTriggerDisabled()));
        definition.steps().forEach(step -> {
            var basics = step.basics();
            said.addAll(List.of(basics.name(), basics.description(), basics.tags(), basics.signals()));
        });
        return said;
    }

    @ParameterizedTest
    @MethodSource("trials")
    void a_definition_survives_each_of_its_forms(Trial trial) {
        for (var form : Form.values()) {
            var definition = form.definition(trial);
            var json = WorkflowJson.read(WorkflowJson.write(definition));
            var yaml = WorkflowYaml.read(WorkflowYaml.write(json));
            var inShort = WorkflowYaml.read(WorkflowYaml.writeShort(yaml));

            assertThat(List.of(json, yaml, inShort)).as("from %s", form).containsOnly(definition);
            assertThat(Definitions.fingerprint(inShort)).isEqualTo(Definitions.fingerprint(definition));
        }
    }

    @ParameterizedTest
    @MethodSource("trials")
    void the_order_of_keys_leaves_the_fingerprint_as_it_is(Trial trial) {
        var text = Files.text(trial.name() + ".json");
        var shuffled =
                new Tampering(new Random(SEED)).shuffled(JsonMapper.shared().readTree(text));

        assertThat(fingerprint(shuffled)).isEqualTo(fingerprint(text));
    }

    @ParameterizedTest
    @MethodSource("trials")
    void another_value_anywhere_is_another_fingerprint(Trial trial) {
        var text = Files.text(trial.name() + ".json");
        var others = new Tampering(new Random(SEED))
                .changed(JsonMapper.shared().readTree(text)).stream()
                        .filter(TrialsTest::isReadable)
                        .toList();

        assertThat(others).isNotEmpty();
        assertThat(others).allSatisfy(other -> assertThat(fingerprint(other)).isNotEqualTo(fingerprint(text)));
    }

    private static boolean isReadable(String json) {
        try {
            WorkflowJson.read(json);
            return true;
        } catch (InvalidDefinitionException e) {
            return false;
        }
    }

    private static String fingerprint(String json) {
        return Definitions.fingerprint(WorkflowJson.read(json));
    }

    @Test
    void the_trials_say_everything_that_the_schema_knows_but_job_templates() {
        var missing = Tampering.membersKnownTo(JsonMapper.shared().readTree(Files.schema()), ALERTING);
        assertThat(missing).hasSizeGreaterThan(NOT_SAID.size() + 50);
        missing.removeAll(NOT_SAID);

        trials().forEach(trial ->
                missing.removeAll(Tampering.names(JsonMapper.shared().readTree(Files.text(trial.name() + ".json")))));

        assertThat(missing).isEmpty();
    }

    @Test
    void there_are_forty_of_them_and_each_file_is_one_of_them() {
        assertThat(trials()).hasSizeGreaterThan(40).extracting(Trial::name).doesNotHaveDuplicates();
        assertThat(Files.names())
                .containsExactlyInAnyOrderElementsOf(trials().stream()
                        .flatMap(trial -> Stream.of(trial.name() + ".json", trial.name() + ".yaml"))
                        .toList());
    }
}
