package io.maestro.run;

/** From where an instance goes on when it is restarted (spec: runtime, section 5.1). */
public enum RestartPolicy {
    /** All steps run again. */
    FROM_BEGINNING,
    /** What did not complete runs again, with all that comes after it. */
    FROM_INCOMPLETE,
    /** One step runs again, with all that comes after it; what else did not complete stays as it is. */
    FROM_SPECIFIC,
    /** No step runs again; what the instance did is undone. */
    COMPENSATION
}
