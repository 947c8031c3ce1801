package io.maestro.internal.kernel;

import java.time.Duration;

/**
 * What the host has decided for all steps.
 *
 * @param stopGrace how long an interrupted body may take to end before it is given up
 * @param recoveryLimit how often the work of an attempt is begun again because the process died, before the step fails
 */
public record HostRules(Duration stopGrace, int recoveryLimit) {}
