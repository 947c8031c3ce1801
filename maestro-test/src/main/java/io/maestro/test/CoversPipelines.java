package io.maestro.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Has a class of tests fail if the kits of its tests, those of nested classes included, came to too little of their workflows, see {@link
 * PipelineCoverage}. The report is published as a report entry of the class. It is for classes that are run as a whole: a test by itself hardly
 * covers a workflow.
 *
 * {@snippet :
 * @MaestroTest
 * @CoversPipelines(atLeast = 0.9)
 * class PaymentTest {
 * }
 * }
 *
 * <p>For several classes together, have the {@link MaestroTest.Kits} of their tests share a {@link PipelineCoverage}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith({MaestroExtension.class, CoverageExtension.class})
public @interface CoversPipelines {

    /**
     * Sets how much is to be covered.
     *
     * @return the share, from 0 to 1
     */
    double atLeast();

    /**
     * Sets of which workflows.
     *
     * @return their ids; empty for all that the tests register
     */
    String[] workflows() default {};
}
