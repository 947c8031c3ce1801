package io.maestro.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Has all tests of a class, or one test in the place of {@code @Test}, run once for each kind of store, which their kits then have. Without
 * it they have the one that {@link MaestroTest.Kits} sets, by default the one in memory.
 *
 * {@snippet :
 * @MaestroTest
 * @EachStore({StoreKind.MEMORY, StoreKind.H2})
 * class PaymentTest {
 * }
 * }
 *
 * <p>On a class it needs JUnit 5.13 or later, and goes with {@link CrashAtEveryCommit}. Tests with {@link Seeds} are passed over for other
 * stores than that in memory, since threads of databases and nodes take no turns. Without JUnit there is {@link
 * MaestroTestKit.Builder#store(StoreKind)}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ClassTemplate
@TestTemplate
@ExtendWith({MaestroExtension.class, StoreExtension.class})
public @interface EachStore {

    /**
     * Sets the stores.
     *
     * @return their kinds, one at least
     */
    StoreKind[] value();
}
