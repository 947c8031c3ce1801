package io.maestro.test;

import static java.util.Objects.requireNonNull;

import io.maestro.Breakpoints;
import io.maestro.Limits;
import io.maestro.Maestro;
import io.maestro.PendingRun;
import io.maestro.RunHandle;
import io.maestro.StepHandle;
import io.maestro.WorkflowControl;
import io.maestro.WorkflowHandle;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.run.RunId;
import io.maestro.run.RunNotFoundException;
import io.maestro.step.WorkflowCode;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the Maestro of a kit, and the handles that come from it. Each asks the engine that lives; when that dies before it has
 * answered, the next is asked the same. Proxies, so that nothing that a handle can do is left out.
 */
final class Handles {

    private final Lives lives;
    private final Faults faults;
    private final Conditions conditions;
    private final Optional<Turns> turns;

    Handles(Lives lives, Faults faults, Conditions conditions, Optional<Turns> turns) {
        this.lives = lives;
        this.faults = faults;
        this.conditions = conditions;
        this.turns = turns;
    }

    /** Returns what makes the handles of a Maestro. */
    static Handles of(Maestro maestro) {
        if (Proxy.isProxyClass(maestro.getClass()) && Proxy.getInvocationHandler(maestro) instanceof Handle<?> handle) {
            return handle.owner();
        }
        throw new IllegalArgumentException("this is about the Maestro of a kit, but was asked of " + maestro);
    }

    Lives lives() {
        return lives;
    }

    Faults faults() {
        return faults;
    }

    Maestro maestro() {
        return proxy(new Handle<>(Maestro.class, "the Maestro of the kit", Life::maestro));
    }

    private RunHandle run(Life life, RunHandle run) {
        var id = run.id();
        var handle = new Handle<>(
                RunHandle.class, id, next -> next.maestro().find(id).orElseThrow(() -> new RunNotFoundException(id)));
        return proxy(handle.found(life, run));
    }

    private static <T> T proxy(Handle<T> handle) {
        return handle.type.cast(
                Proxy.newProxyInstance(Handles.class.getClassLoader(), new Class<?>[] {handle.type}, handle));
    }

    /** Leads to the same thing of whichever engine lives. */
    private final class Handle<T> implements InvocationHandler {
        private final Class<T> type;
        private final Object subject;
        private final Function<Life, T> find;
        private volatile @Nullable Found<T> found;

        private record Found<T>(Life life, T target) {}

        Handle(Class<T> type, Object subject, Function<Life, T> find) {
            this.type = type;
            this.subject = subject;
            this.find = find;
        }

        Handle<T> found(Life life, T target) {
            found = new Found<>(life, target);
            return this;
        }

        private T target(Life life) {
            var known = found;
            if (known != null && known.life().equals(life)) {
                return known.target();
            }
            var target = find.apply(life);
            found = new Found<>(life, target);
            return target;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            if (method.getDeclaringClass().equals(Object.class)) {
                return ofObject(method, arguments);
            }
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            var named = named(arguments);
            return turns.isPresent() ? turns.get().during(() -> ask(method, named)) : ask(method, named);
        }

        private @Nullable Object ask(Method method, @Nullable Object[] arguments) {
            while (true) {
                var life = lives.current();
                try {
                    return gripped(life, method, arguments, answer(life, method, arguments));
                } catch (RuntimeException | Error e) {
                    if (!life.isDead()) {
                        throw e;
                    }
                }
            }
        }

        private @Nullable Object answer(Life life, Method method, @Nullable Object[] arguments) {
            if (arguments.length == 2
                    && arguments[0] instanceof WorkflowDefinition definition
                    && arguments[1] instanceof WorkflowCode code) {
                return lives.register(life, new Registration(definition, conditions.askedTwice(definition.id(), code)));
            }
            return call(target(life), method, arguments);
        }

        /** Has what an engine returned be asked of the next one when that has died. */
        private @Nullable Object gripped(
                Life life, Method method, @Nullable Object[] arguments, @Nullable Object answer) {
            return switch (answer) {
                case null -> null;
                case RunHandle run -> run(life, run);
                case WorkflowHandle workflow -> {
                    var id = workflow.id();
                    yield proxy(
                            new Handle<>(WorkflowHandle.class, id, next -> next.registered(id)).found(life, workflow));
                }
                case StepHandle step -> again(StepHandle.class, life, method, arguments, step);
                case Limits limits -> again(Limits.class, life, method, arguments, limits);
                case Breakpoints breakpoints -> again(Breakpoints.class, life, method, arguments, breakpoints);
                case WorkflowControl control -> again(WorkflowControl.class, life, method, arguments, control);
                case PendingRun pending -> new Pending(life, pending, pending.id());
                case Optional<?> optional -> optional.map(one -> requireNonNull(gripped(life, method, arguments, one)));
                case List<?> list ->
                    list.stream()
                            .map(one -> requireNonNull(gripped(life, method, arguments, one)))
                            .toList();
                case CompletableFuture<?> future ->
                    future.exceptionallyCompose(failure ->
                            life.isDead() ? askedAgain(method, arguments) : CompletableFuture.failedFuture(failure));
                default -> answer;
            };
        }

        /** Returns a handle that the next engine gives when it is asked the same. */
        private <H> H again(Class<H> kind, Life life, Method method, @Nullable Object[] arguments, H handle) {
            var what = List.of(subject, method.getName(), List.of(arguments));
            return proxy(new Handle<>(
                            kind, what, next -> kind.cast(requireNonNull(call(target(next), method, arguments))))
                    .found(life, handle));
        }

        /** On a thread of its own, since the next engine may have to be waited for. */
        private <V> CompletableFuture<V> askedAgain(Method method, @Nullable Object[] arguments) {
            var answer = new CompletableFuture<CompletableFuture<V>>();
            Thread.startVirtualThread(() -> {
                try {
                    @SuppressWarnings("unchecked")
                    var next = (CompletableFuture<V>) ask(method, arguments);
                    answer.complete(next);
                } catch (Throwable e) {
                    answer.completeExceptionally(e);
                }
            });
            return answer.thenCompose(Function.identity());
        }

        private @Nullable Object[] named(@Nullable Object @Nullable [] arguments) {
            if (arguments == null) {
                return new Object[0];
            }
            var all = arguments.clone();
            for (int i = 0; i < all.length; i++) {
                var argument = all[i];
                all[i] = argument == null ? null : faults.named(argument);
            }
            return all;
        }

        private @Nullable Object ofObject(Method method, @Nullable Object @Nullable [] arguments) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && isSame(arguments[0]);
                case "hashCode" -> subject.hashCode();
                default -> subject.toString();
            };
        }

        private boolean isSame(@Nullable Object other) {
            return other != null
                    && Proxy.isProxyClass(other.getClass())
                    && Proxy.getInvocationHandler(other) instanceof Handle<?> handle
                    && handle.type.equals(type)
                    && handle.subject.equals(subject)
                    && handle.owner().equals(owner());
        }

        private Handles owner() {
            return Handles.this;
        }
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object[] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw unchecked(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the methods of handles are public", e);
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(thrown);
    }

    /** The transaction is the host's, so it cannot be tried again; but the run that it began goes on. */
    private final class Pending implements PendingRun {
        private final Life life;
        private final PendingRun pending;
        private final RunId id;

        Pending(Life life, PendingRun pending, RunId id) {
            this.life = life;
            this.pending = pending;
            this.id = id;
        }

        @Override
        public RunId id() {
            return id;
        }

        @Override
        public RunHandle committed() {
            if (!life.isDead()) {
                return run(life, pending.committed());
            }
            var next = lives.current();
            return run(next, next.maestro().find(id).orElseThrow(() -> new RunNotFoundException(id)));
        }
    }
}
