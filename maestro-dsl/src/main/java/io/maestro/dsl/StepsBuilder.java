package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.JobTemplateId;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.StepType;
import io.maestro.step.Ref;
import io.maestro.step.StepAction;
import io.maestro.step.StepBody;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Declares steps and the ways between them: those of a workflow, or those of the body of a loop.
 *
 * <p>It is used while {@link Workflow#define} runs, on its thread; that of a body, while its loop is being declared. At any
 * other time its methods throw {@link IllegalStateException}.
 */
public abstract sealed class StepsBuilder permits WorkflowBuilder, LoopBody {

    private final Scope scope;

    StepsBuilder(Scope scope) {
        this.scope = scope;
    }

    final Scope scope() {
        return scope;
    }

    /**
     * Declares a step in Java with an output. Its code may read params, and outputs of steps that are upstream.
     *
     * @param id the id
     * @param body the work; must not return null
     * @param <T> the type of its output
     * @return the handle
     */
    public final <T> Step<T> step(String id, StepBody<T> body) {
        return body(id, requireNonNull(body, "body"));
    }

    /**
     * Declares a step in Java that makes an output of an input. It runs after the step that the input is the output of; see
     * {@link Workflow} on how.
     *
     * @param id the id
     * @param input a step or a param
     * @param body the work; must not return null
     * @param <A> the type of the input
     * @param <T> the type of its output
     * @return the handle
     */
    public final <A, T> Step<T> step(String id, Ref<A> input, StepFunction<A, T> body) {
        requireNonNull(input, "input");
        requireNonNull(body, "body");
        return body(id, context -> body.apply(context.get(input)), input);
    }

    /**
     * Declares a step in Java that makes an output of two inputs. It runs after the steps that the inputs are the outputs of;
     * see {@link Workflow} on how.
     *
     * @param id the id
     * @param first a step or a param
     * @param second a step or a param
     * @param body the work; must not return null
     * @param <A> the type of the first input
     * @param <B> the type of the second input
     * @param <T> the type of its output
     * @return the handle
     */
    public final <A, B, T> Step<T> step(String id, Ref<A> first, Ref<B> second, StepBiFunction<A, B, T> body) {
        requireNonNull(first, "first");
        requireNonNull(second, "second");
        requireNonNull(body, "body");
        return body(id, context -> body.apply(context.get(first), context.get(second)), first, second);
    }

    /**
     * Declares a step in Java without an output. Its code may read params, and outputs of steps that are upstream.
     *
     * @param id the id
     * @param action the work
     * @return the handle
     */
    public final PlainStep run(String id, StepAction action) {
        return action(id, requireNonNull(action, "action"));
    }

    /**
     * Declares a step in Java that takes an input and has no output. It runs after the step that the input is the output of;
     * see {@link Workflow} on how.
     *
     * @param id the id
     * @param input a step or a param
     * @param action the work
     * @param <A> the type of the input
     * @return the handle
     */
    public final <A> PlainStep run(String id, Ref<A> input, StepConsumer<A> action) {
        requireNonNull(input, "input");
        requireNonNull(action, "action");
        return action(id, context -> action.accept(context.get(input)), input);
    }

    /**
     * Declares a step in Java that takes two inputs and has no output. It runs after the steps that the inputs are the outputs
     * of; see {@link Workflow} on how.
     *
     * @param id the id
     * @param first a step or a param
     * @param second a step or a param
     * @param action the work
     * @param <A> the type of the first input
     * @param <B> the type of the second input
     * @return the handle
     */
    public final <A, B> PlainStep run(String id, Ref<A> first, Ref<B> second, StepBiConsumer<A, B> action) {
        requireNonNull(first, "first");
        requireNonNull(second, "second");
        requireNonNull(action, "action");
        return action(id, context -> action.accept(context.get(first), context.get(second)), first, second);
    }

    /**
     * Declares a step whose work is done by a registered step type. Its params say what to do: {@link AnyStep#param}. Unlike a
     * step in Java it is tried again after a failure, by {@link RetryPolicy#standard()}.
     *
     * @param id the id
     * @param type the name of the step type, such as {@code Sleep}
     * @return the handle
     * @throws IllegalArgumentException if the name is blank
     */
    public final PlainStep type(String id, String type) {
        return registered(id, type, Optional.empty());
    }

    /**
     * Declares a step whose work is done by a registered step type, as {@link #type(String, String)} does, with params of a job
     * template that the host has registered. {@link #template} declares one whose type the template tells.
     *
     * @param id the id
     * @param type the name of the step type, which must be that of the template
     * @param template the job template
     * @return the handle
     * @throws IllegalArgumentException if the name is blank
     */
    public final PlainStep type(String id, String type, JobTemplateId template) {
        return registered(id, type, Optional.of(requireNonNull(template, "template")));
    }

    private PlainStep registered(String id, String type, Optional<JobTemplateId> template) {
        var work = new Work.Registered(new StepType(requireNonNull(type, "type")), template);
        return scope.declare(new PlainStep(scope.nextPlace("step", id), work, RetryPolicy.standard(), List.of()));
    }

    /**
     * Declares a loop over a list in Java: its body runs once for each element, and the outputs of a step of the body come
     * back as a list.
     *
     * @param id the id
     * @param items the list: a step or a param, or code such as {@code ctx -> ctx.get(files).subList(0, 10)}. A step runs before
     *     the loop; code does not tell which steps it reads. The list must be the same whenever it is read in a run, and hold no
     *     null
     * @param author declares the steps of the body with the builder that it is handed, and returns the one whose outputs are
     *     gathered; called once, before this method returns
     * @param <E> the type of the elements
     * @param <T> the type of the gathered outputs
     * @return the handle
     */
    public final <E, T> Foreach<T> foreach(
            String id, Ref<? extends List<E>> items, BiFunction<Item<E>, LoopBody, Step<T>> author) {
        requireNonNull(author, "author");
        var loop = this.<T>gathering(id, Optional.of(requireNonNull(items, "items")));
        loop.gather(loop.body().declaredBy(() -> author.apply(new Item<>(loop), new LoopBody(loop.body()))));
        return loop;
    }

    /**
     * Declares a loop over loop params, as in JSON: its body runs once for each combination of their elements, and the outputs
     * of a step of the body come back as a list.
     *
     * @param id the id
     * @param author declares the loop params and the steps of the body with the builder that it is handed, and returns the one
     *     whose outputs are gathered; called once, before this method returns
     * @param <T> the type of the gathered outputs
     * @return the handle
     */
    public final <T> Foreach<T> foreach(String id, Function<ForeachBody, Step<T>> author) {
        requireNonNull(author, "author");
        var loop = this.<T>gathering(id, Optional.empty());
        loop.gather(loop.body().declaredBy(() -> author.apply(new ForeachBody(loop.body()))));
        return loop;
    }

    private <T> Foreach<T> gathering(String id, Optional<Ref<? extends List<?>>> items) {
        return scope.declare(new Foreach<T>(scope.nextPlace("foreach", id), items));
    }

    /**
     * Declares a loop over a list in Java: its body runs once for each element. Nothing is gathered.
     *
     * @param id the id
     * @param items the list, as for {@link #foreach(String, Ref, BiFunction)}
     * @param author declares the steps of the body with the builder that it is handed; called once, before this method returns
     * @param <E> the type of the elements
     * @return the handle
     */
    public final <E> PlainForeach runForeach(
            String id, Ref<? extends List<E>> items, BiConsumer<Item<E>, LoopBody> author) {
        requireNonNull(author, "author");
        var loop = plain(id, Optional.of(requireNonNull(items, "items")));
        loop.body().declaredBy(() -> author.accept(new Item<>(loop), new LoopBody(loop.body())));
        return loop;
    }

    /**
     * Declares a loop over loop params, as in JSON: its body runs once for each combination of their elements. Nothing is
     * gathered.
     *
     * @param id the id
     * @param author declares the loop params and the steps of the body with the builder that it is handed; called once, before
     *     this method returns
     * @return the handle
     */
    public final PlainForeach runForeach(String id, Consumer<ForeachBody> author) {
        requireNonNull(author, "author");
        var loop = plain(id, Optional.empty());
        loop.body().declaredBy(() -> author.accept(new ForeachBody(loop.body())));
        return loop;
    }

    private PlainForeach plain(String id, Optional<Ref<? extends List<?>>> items) {
        return scope.declare(new PlainForeach(scope.nextPlace("foreach", id), items));
    }

    /**
     * Declares a loop that goes on as long as a condition holds.
     *
     * @param id the id
     * @param author declares the params of the loop, its condition and the steps of its body with the builder that it is handed;
     *     called once, before this method returns
     * @return the handle
     */
    public final WhileLoop whileLoop(String id, Consumer<WhileBody> author) {
        requireNonNull(author, "author");
        var loop = scope.declare(new WhileLoop(scope.nextPlace("while", id)));
        loop.body().declaredBy(() -> author.accept(new WhileBody(loop)));
        return loop;
    }

    /**
     * Declares a step that starts another workflow, and waits for its end unless it says otherwise.
     *
     * @param id the id
     * @param workflow the id of the workflow, which need not be registered yet
     * @return the handle
     */
    public final Subworkflow subworkflow(String id, String workflow) {
        return scope.declare(new Subworkflow(scope.nextPlace("subworkflow", id), requireNonNull(workflow, "workflow")));
    }

    /**
     * Declares a step that starts another workflow, and waits for its end unless it says otherwise. That workflow must be
     * registered as well.
     *
     * @param id the id
     * @param workflow the workflow
     * @return the handle
     */
    public final Subworkflow subworkflow(String id, Workflow workflow) {
        return subworkflow(id, workflow.id().value());
    }

    /**
     * Declares a step that a job template of the host describes: its type, and the params that it is not given here.
     *
     * @param id the id
     * @param template the name of the template
     * @return the handle
     */
    public final TemplateStep template(String id, String template) {
        return scope.declare(new TemplateStep(scope.nextPlace("template", id), requireNonNull(template, "template")));
    }

    /**
     * Begins the conditions by which a run goes on after a step.
     *
     * @param step the step
     * @return the branch, to which conditions are added
     */
    public final Branch from(AnyStep<?> step) {
        scope.requireCurrent();
        return new Branch(scope.draft(), requireNonNull(step, "step"));
    }

    private <T> Step<T> body(String id, StepBody<T> body, Ref<?>... inputs) {
        return scope.declare(new Step<T>(scope.nextPlace("step", id), new Work.Body(body), List.of(inputs)));
    }

    private PlainStep action(String id, StepAction action, Ref<?>... inputs) {
        var work = new Work.Action(action);
        return scope.declare(new PlainStep(scope.nextPlace("step", id), work, RetryPolicy.none(), List.of(inputs)));
    }
}
