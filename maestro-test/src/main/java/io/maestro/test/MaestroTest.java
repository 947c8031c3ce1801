package io.maestro.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Has each test of a class, or one test, get a {@link MaestroTestKit} of its own: as a parameter of that type, or of the types {@link
 * io.maestro.Maestro}, {@link VirtualClock}, {@link Mocks}, {@link Faults} and {@link EffectsLedger}, which are then those of the kit. It is closed
 * after the test. Needs JUnit 5 or later. Subclasses and nested classes inherit it; that of a test goes before that of its class. Tests may run in parallel.
 *
 * {@snippet :
 * @MaestroTest
 * class PaymentTest {
 *     @Test
 *     void a_charge_that_fails_is_tried_again(MaestroTestKit kit, Mocks mocks) {
 *         mocks.step("charge").fails(new IOException("no route")).returns("receipt 17");
 *
 *         assertThat(kit.run(new Payment(), Map.of("order", 17))).succeeded();
 *     }
 * }
 * }
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(MaestroExtension.class)
public @interface MaestroTest {

    /**
     * Sets what kits are made by. It must have a constructor without parameters.
     *
     * @return makes builders of kits
     */
    Class<? extends Kits> value() default Kits.class;

    /**
     * Sets step types that the test does not have, see {@link MaestroTestKit.Builder#mockType}.
     *
     * @return the names of the types
     */
    String[] mockTypes() default {};

    /**
     * Sets whether nothing outside of the test may be touched, see {@link MaestroTestKit.Builder#strict}.
     *
     * @return true if so
     */
    boolean strict() default false;

    /** Makes builders of kits; a subclass sets what its tests need, such as another store. */
    class Kits {

        /** For subclasses, and for tests that need nothing else. */
        public Kits() {}

        /**
         * Returns the builder of a kit for one test.
         *
         * @return the builder
         */
        public MaestroTestKit.Builder builder() {
            return MaestroTestKit.builder();
        }
    }
}
