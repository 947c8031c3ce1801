package io.maestro.test;

import io.maestro.Maestro;
import io.maestro.RunHandle;

/** Where assertions about runs begin; needs AssertJ. Made for a static import beside that of AssertJ's own. */
public final class MaestroAssertions {

    private MaestroAssertions() {}

    /**
     * Begins assertions about a run, as it stands at each of them.
     *
     * @param run the run
     * @return the assertions
     */
    public static RunAssert assertThat(RunHandle run) {
        return new RunAssert(run);
    }

    /**
     * Begins assertions about what steps did to the outside.
     *
     * @param effects the effects of one name
     * @return the assertions
     */
    public static EffectsAssert assertThat(EffectsLedger.Named effects) {
        return new EffectsAssert(effects);
    }

    /**
     * Begins assertions about all that a Maestro does.
     *
     * @param maestro the Maestro
     * @return the assertions
     */
    public static MaestroAssert assertThat(Maestro maestro) {
        return new MaestroAssert(maestro);
    }
}
