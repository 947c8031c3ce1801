package io.maestro.step;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamValue;
import io.maestro.run.RunId;
import io.maestro.run.StepFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a body may know of its step and run. Thread-safe; valid while the attempt runs. */
public interface StepContext {

    /**
     * Returns the run.
     *
     * @return the run
     */
    RunId runId();

    /**
     * Returns the workflow that declares the step. Where the step is in the body of a loop, its run is one of the loop's
     * iterations, and still the step is one of this workflow.
     *
     * @return the workflow
     */
    default WorkflowId workflow() {
        return runId().workflow();
    }

    /**
     * Returns the step.
     *
     * @return the step
     */
    StepId stepId();

    /**
     * Returns the number of this attempt.
     *
     * @return the number, from 1
     */
    int attempt();

    /**
     * Returns when this attempt started.
     *
     * @return the time by the engine's clock
     */
    Instant startedAt();

    /**
     * Returns the time by the engine's clock, which under test is a virtual one.
     *
     * @return now
     */
    Instant now();

    /**
     * Returns a text that is the same whenever this step of this run is tried again, after a failure or a crash, and differs
     * between steps and runs. Systems that drop duplicates take it as the key of the request.
     *
     * @return the key
     */
    String idempotencyKey();

    /**
     * Tells whether this attempt was asked to end, because it is stopped or took too long. Its thread is interrupted as well.
     *
     * @return true if it should end soon
     */
    boolean stopRequested();

    /**
     * Returns the params of the run. Where the step is in the body of a loop, the run is the iteration, whose params are those of
     * the runs around it and the loop's own.
     *
     * @return the evaluated params by name, in their order; unmodifiable
     */
    Map<String, ParamValue> params();

    /**
     * Returns the params of the step.
     *
     * @return the evaluated params by name, in their order; unmodifiable
     */
    Map<String, ParamValue> stepParams();

    /**
     * Returns the output of a step that is upstream of this one. Where this step is in the body of a loop, so are the steps
     * upstream of the loop.
     *
     * @param step the step
     * @return its output
     * @throws OutputNotAvailableException if the step is not upstream, or did not run, or has no output
     */
    Object output(StepId step);

    /**
     * Returns what has failed for good, where this step is there to handle that: the steps that name it, or where the workflow names it, all
     * that failed in the run, those that were to undo others or handle failures included. An attempt after a crash is told the same.
     *
     * @return the failures, in the order in which they happened; none if this step is part of the flow, or the run is over without any
     *     step having failed
     */
    default List<StepFailure> failures() {
        return List.of();
    }

    /**
     * Returns the element that this iteration of a foreach step in Java is for.
     *
     * @param foreach the foreach step, in whose body this step is, however deep
     * @return the element
     * @throws OutputNotAvailableException if this step is not in the body of that one, or that one loops over params
     */
    Object item(StepId foreach);

    /**
     * Returns which iteration of a loop this step works for. That of a foreach step in Java is for the element with this index in
     * the list.
     *
     * @param loop the foreach or while step, in whose body this step is, however deep
     * @return the number, from 0
     * @throws OutputNotAvailableException if this step is not in the body of that one
     */
    int iteration(StepId loop);

    /**
     * Returns the outputs of a step of the body of a foreach step that is upstream of this one.
     *
     * @param foreach the foreach step
     * @param inner the step of its body
     * @return an output for each iteration that has one, in the order of the iterations; unmodifiable
     * @throws OutputNotAvailableException if the foreach step is not upstream, did not run, or has no such step in its body
     */
    default List<Object> outputs(StepId foreach, StepId inner) {
        return outputsByIteration(foreach, inner).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Returns the outputs of a step of the body of a foreach step that is upstream of this one, each at the index of its iteration.
     *
     * @param foreach the foreach step
     * @param inner the step of its body
     * @return an element for each iteration, empty where the step did not run, did not succeed, or returned nothing; unmodifiable
     * @throws OutputNotAvailableException if the foreach step is not upstream, did not run, or has no such step in its body
     */
    List<Optional<Object>> outputsByIteration(StepId foreach, StepId inner);

    /**
     * Does something in a transaction of the store's own database, which is committed together with the outcome of the step: both
     * happen, once, or neither does. What the body does in several calls is one transaction. If the body fails, is stopped or takes too
     * long, the transaction is rolled back; it holds its locks until the body has ended, so a body should not do anything slow besides.
     *
     * {@snippet :
     * ctx -> ctx.transactionally(Connection.class, connection -> book(connection, ctx.get(order)))
     * }
     *
     * @param connection the type of the connection that the work is given; which ones there are, the store says. Those of databases
     *     have {@code java.sql.Connection} and JDBI's {@code Handle}
     * @param work what to do, now and on the thread of the body or one that stands in for it
     * @param <C> the type of the connection
     * @param <T> the type of what the work returns
     * @return what the work returned
     * @throws Exception what the work threw; the transaction is rolled back then
     * @throws io.maestro.error.MaestroException if the store has no database, or no such connections
     * @throws IllegalStateException if this is not the body's own thread, or the body does such work already
     */
    default <C, T extends @Nullable Object> T transactionally(Class<C> connection, TransactionalWork<C, T> work)
            throws Exception {
        throw new IllegalStateException("this is no body of a step that an engine runs, and has no store to work in");
    }

    /**
     * Reads what a typed handle stands for, such as the handle of a param or of another step's output.
     *
     * @param ref what to read
     * @param <T> its type
     * @return the value
     */
    default <T> T get(Ref<T> ref) {
        return ref.readFrom(this);
    }
}
