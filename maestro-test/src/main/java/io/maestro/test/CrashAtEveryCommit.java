package io.maestro.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Has a test run many times, in the place of {@code @Test}: once as it is, which counts the commits of its kit, and then for each of
 * these twice, with a crash right before it and one right after it, see {@link Faults}. The test must pass each time, and its runs come
 * to the same ends as without a crash: the same attempts of steps, with the same statuses, outputs and errors. No step may be done again
 * whose outcome was recorded.
 *
 * {@snippet :
 * @CrashAtEveryCommit
 * void each_order_is_charged_once(MaestroTestKit kit, EffectsLedger effects) {
 *     assertThat(kit.run(payment(effects))).succeeded();
 *
 *     assertThat(effects.of("charge")).happenedExactlyOnce();
 * }
 * }
 *
 * <p>Of a run that has not ended when the test does, only that is compared. Without JUnit, and for tests with parameters, there is {@link
 * MaestroTestKit.Builder#crashAtEveryCommit}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@TestTemplate
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith({MaestroExtension.class, CrashExtension.class})
public @interface CrashAtEveryCommit {}
