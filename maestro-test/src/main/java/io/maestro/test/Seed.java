package io.maestro.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** Has a test run with certain seeds, in the place of {@code @Test}, to replay what {@link Seeds} has found. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@TestTemplate
@ExtendWith({MaestroExtension.class, SeedExtension.class})
public @interface Seed {

    /**
     * Sets the seeds.
     *
     * @return the seeds
     */
    long[] value();
}
