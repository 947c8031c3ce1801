package io.maestro.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Has a test run many times, in the place of {@code @Test}: each time the engine's threads take turns in another order, which a seed
 * chooses. It finds what goes wrong only when a body, a commit or a timer happens to be first. One that fails names its seed, and {@link
 * Seed} replays it.
 *
 * {@snippet :
 * @Seeds(200)
 * void two_transfers_lose_nothing(MaestroTestKit kit) {
 *     var transfer = kit.maestro().register(transfer());
 *     transfer.start();
 *     kit.clock().awaitEnd(transfer.start());
 *
 *     assertThat(balance()).isEqualTo(0);
 * }
 * }
 *
 * <p>A thread goes on until it waits for something or ends. The same seed gives the same order on the same machine, if the test asks the
 * engine from one thread, and no body waits for something outside of the test. Without JUnit there is {@link
 * MaestroTestKit.Builder#forSeeds}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@TestTemplate
@ExtendWith({MaestroExtension.class, SeedExtension.class})
public @interface Seeds {

    /**
     * Sets how many seeds there are.
     *
     * @return how many, positive
     */
    int value();

    /**
     * Sets the first seed; each other is one greater than the one before.
     *
     * @return the first
     */
    long from() default 1;
}
