package io.maestro.conformance.engine;

import io.maestro.RunHandle;
import io.maestro.StartRequest;
import io.maestro.conformance.params.ParamReader;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.InvalidIdException;
import io.maestro.definition.InvalidSettingException;
import io.maestro.definition.UnknownVersionException;
import io.maestro.definition.UnknownWorkflowException;
import io.maestro.definition.WorkflowId;
import io.maestro.dsl.WorkflowJson;
import io.maestro.param.InvalidParamsException;
import io.maestro.param.ParamException;
import io.maestro.queue.StrategyRefusedException;
import io.maestro.run.Children;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.RunId;
import io.maestro.run.RunNotFoundException;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowInUseException;
import io.maestro.run.WorkflowRun;
import io.maestro.store.RunQuery;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Does with an engine what was done while a case was recorded, and tells what came of it in the same form. */
final class Replay {

    /** What was waited for, and is not there. */
    static final String NOTHING = "nothing";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** How long a loop may take to begin. */
    private static final Duration FOR_BODIES = Duration.ofSeconds(90);

    private final VirtualHost host;
    private final Map<String, WorkflowId> bodies = new HashMap<>();

    /** The requests that were made. */
    private final Set<String> requests = new HashSet<>();

    Replay(VirtualHost host) {
        this.host = host;
    }

    /** Returns the facts of a case. */
    static ObjectNode of(EngineCase recorded) {
        var host = new VirtualHost();
        ObjectNode facts;
        try (host) {
            facts = new Replay(host).facts(recorded);
        }
        var order = recorded.expected().path("start_order");
        if (!order.isMissingNode()) {
            facts.set("start_order", order(host.begun(), order.path(0).isNumber()));
        }
        return facts;
    }

    /** Returns in which order iterations began, or instances if it is not asked for iterations. */
    private static ArrayNode order(List<RunId> begun, boolean iterations) {
        var order = NODES.arrayNode();
        for (var run : begun) {
            if (iterations && Names.isOfBody(run.workflow())) {
                order.add(run.instance());
            } else if (!iterations && !Names.isOfBody(run.workflow())) {
                order.add(run.instance() + "/" + run.run());
            }
        }
        return order;
    }

    private ObjectNode facts(EngineCase recorded) {
        var facts = NODES.objectNode();
        var created = facts.putArray("create");
        recorded.definitions().forEach(definition -> created.add(create(definition)));
        var answers = facts.putArray("calls");
        recorded.calls().forEach(call -> answers.add(answer(call)));
        host.settle();
        addInstances(facts);
        return facts;
    }

    /** Registers a workflow. */
    ObjectNode create(JsonNode request) {
        return answered(() -> {
            var handle = host.maestro().register(WorkflowJson.read(request.toString()));
            return NODES.objectNode()
                    .put("workflow_version_id", handle.version())
                    .put("is_active", handle.definition().origin().active());
        });
    }

    /** Does what was done. */
    ObjectNode answer(Call call) {
        return switch (call) {
            case Call.Start start -> answered(() -> start(start));
            case Call.Push push -> create(push.request());
            case Call.Delete delete -> answered(() -> delete(delete));
            case Call.Act act -> new Acts(host).answer(act, run(act.workflow(), act.instance(), Optional.empty()));
            case Call.ActOnAll act -> new Acts(host).answer(act);
            case Call.Activate activate -> answered(() -> activate(activate));
            case Call.Deactivate deactivate -> answered(() -> deactivate(deactivate));
            case Call.Look look -> answered(() -> look(look));
            case Call.Retried retried -> answer(retried);
            case Call.Break at -> new Pauses(host).answer(at);
            case Call.Resume resume ->
                new Pauses(host).answer(resume, run(resume.workflow(), resume.instance(), Optional.of(resume.run())));
            case Call.Restart restart -> answered(() -> Restarting.of(host, workflow(restart.workflow()), restart));
            case Call.AwaitRun await -> await(await);
            case Call.AwaitStep await -> await(await);
            case Call.Sleep sleep -> {
                host.pass(sleep.time());
                yield NODES.objectNode();
            }
            case Call.NameBody name -> name(name);
            case Call.NotYet notYet -> throw new IllegalArgumentException(notYet.feature() + " are not there yet");
        };
    }

    /** Answers as the API of Netflix Maestro does. */
    static ObjectNode answered(Supplier<ObjectNode> action) {
        try {
            var body = action.get();
            return NODES.objectNode().put("http", 200).set("body", body);
        } catch (UnknownWorkflowException | UnknownVersionException | RunNotFoundException e) {
            return refused(404, "NOT_FOUND");
        } catch (InvalidDefinitionException
                | InvalidParamsException
                | InvalidIdException
                | InvalidSettingException
                | ParamException
                | RestartRefusedException
                | WorkflowInUseException e) {
            return refused(400, "BAD_REQUEST");
        } catch (StrategyRefusedException e) {
            return refused(412, "PRECONDITION_FAILED");
        } catch (RuntimeException e) {
            return refused(500, e.toString());
        }
    }

    static ObjectNode refused(int code, String status) {
        var answer = NODES.objectNode().put("http", code);
        answer.putObject("error").put("status", status);
        return answer;
    }

    private ObjectNode start(Call.Start start) {
        var plain = StartRequest.of(ParamReader.params(start.params())).version(start.version());
        var request = start.failureRecorded() ? plain.recordFailure() : plain;
        var named = start.request().map(request::requestId).orElse(request);
        var run = host.maestro().start(start.workflow(), named).run();
        host.settle();
        boolean again = start.request()
                .filter(id -> !requests.add(start.workflow() + '/' + id))
                .isPresent();
        if (again) {
            return told(run)
                    .put("status", "DUPLICATED")
                    .put("workflow_instance_id", 0)
                    .put("workflow_run_id", 0);
        }
        return told(run).put("status", run.status() == RunStatus.STOPPED ? "STOPPED" : "CREATED");
    }

    private ObjectNode activate(Call.Activate activate) {
        host.maestro().control(activate.workflow()).activate(activate.version(), Acts.BY, Acts.REASON);
        return NODES.objectNode()
                .put("workflow_id", activate.workflow())
                .put("workflow_version_id", activate.version());
    }

    private ObjectNode delete(Call.Delete delete) {
        host.maestro().control(delete.workflow()).delete(Acts.BY, Acts.REASON);
        return NODES.objectNode();
    }

    private ObjectNode deactivate(Call.Deactivate deactivate) {
        host.maestro().control(deactivate.workflow()).deactivate(Acts.BY, Acts.REASON);
        return NODES.objectNode().put("workflow_id", deactivate.workflow()).put("workflow_version_id", 0);
    }

    private ObjectNode look(Call.Look look) {
        var run = run(look.workflow(), look.instance(), Optional.of(look.run()))
                .orElseThrow()
                .run();
        return told(run).put("status", run.status().name());
    }

    private static ObjectNode told(WorkflowRun run) {
        return NODES.objectNode()
                .put("workflow_id", run.runId().workflow().value())
                .put("workflow_version_id", run.version())
                .put("workflow_instance_id", run.runId().instance())
                .put("workflow_run_id", run.runId().run());
    }

    /** A time that has passed is one at which something may have happened. */
    private ObjectNode answer(Call.Retried retried) {
        var answer = answer(retried.call());
        for (long second = 0;
                second < retried.limit().toSeconds() && answer.path("http").asInt() == retried.whileHttp();
                second++) {
            host.pass(Duration.ofSeconds(1));
            answer = answer(retried.call());
        }
        return answer;
    }

    private ObjectNode await(Call.AwaitRun await) {
        host.await(
                await.limit(),
                () -> run(await.workflow(), await.instance(), await.run())
                        .filter(run -> isAwaited(await, run.run()))
                        .isPresent());
        return reached(run(await.workflow(), await.instance(), await.run())
                .map(run -> run.status().name()));
    }

    private static boolean isAwaited(Call.AwaitRun await, WorkflowRun run) {
        return await.statuses().isEmpty()
                ? run.status().isTerminal()
                : await.statuses().contains(run.status().name());
    }

    private ObjectNode await(Call.AwaitStep await) {
        host.await(
                await.limit(),
                () -> attempt(await)
                        .filter(attempt ->
                                await.statuses().contains(attempt.status().name()))
                        .isPresent());
        return reached(attempt(await).map(attempt -> attempt.status().name()));
    }

    private static ObjectNode reached(Optional<String> status) {
        return NODES.objectNode().put("reached", status.orElse(NOTHING));
    }

    private Optional<StepAttempt> attempt(Call.AwaitStep await) {
        return run(await.workflow(), await.instance(), await.run())
                .flatMap(run -> newest(run, await.step())
                        .filter(attempt -> await.attempt()
                                .filter(number -> number != attempt.attempt())
                                .isEmpty()));
    }

    private static Optional<StepAttempt> newest(RunHandle run, String step) {
        return run.steps().stream()
                .filter(attempt -> attempt.step().value().equals(step))
                .findFirst();
    }

    private Optional<RunHandle> run(String workflow, long instance, Optional<Long> number) {
        return workflow(workflow).stream()
                .flatMap(found -> runs(found).stream())
                .map(WorkflowRun::runId)
                .filter(run -> run.instance() == instance
                        && number.filter(wanted -> wanted != run.run()).isEmpty())
                .findFirst()
                .flatMap(host.maestro()::find);
    }

    /** A name in braces stands for the body of a loop, and for nothing if the loop has not begun. */
    private Optional<WorkflowId> workflow(String name) {
        return name.startsWith("{") ? Optional.ofNullable(bodies.get(name)) : Optional.of(new WorkflowId(name));
    }

    private ObjectNode name(Call.NameBody call) {
        Supplier<Optional<Children>> children = () -> run(call.workflow(), call.instance(), Optional.empty())
                .flatMap(run -> newest(run, call.step()))
                .flatMap(StepAttempt::children);
        host.await(FOR_BODIES, () -> children.get().isPresent());
        children.get().ifPresent(found -> bodies.put('{' + call.name() + '}', found.workflow()));
        return NODES.objectNode();
    }

    /** Adds the facts of all runs. */
    void addInstances(ObjectNode facts) {
        var instances = facts.putObject("instances");
        var counts = NODES.objectNode();
        for (var workflow : host.maestro().workflows()) {
            for (var run : runs(workflow)) {
                var name = workflow.value() + '/' + run.runId().instance();
                // The newest run of an instance comes first, and stands for it.
                if (!instances.has(name)) {
                    var count = counts.withObjectProperty(workflow.value());
                    var status = run.status().name();
                    count.put(status, count.path(status).asInt(0) + 1);
                }
                instances
                        .withObjectProperty(name)
                        .set(
                                String.valueOf(run.runId().run()),
                                RunFacts.of(host, run.runId()).ofWorkflow());
            }
        }
        if (!counts.isEmpty()) {
            facts.set("status_counts", counts);
        }
    }

    private List<WorkflowRun> runs(WorkflowId workflow) {
        return host.maestro().runs(RunQuery.of(workflow.value()).limit(RunQuery.MAX_LIMIT));
    }
}
