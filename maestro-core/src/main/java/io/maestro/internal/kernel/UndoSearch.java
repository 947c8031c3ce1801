package io.maestro.internal.kernel;

/** Whether it is being looked up what a run has to undo before it ends. Changes in place; what was found is recorded, and not kept here. */
final class UndoSearch {

    private Phase phase = Phase.NOT_BEGUN;
    private int number;

    private enum Phase {
        NOT_BEGUN,
        UNDER_WAY,
        IN_VAIN
    }

    boolean isInVain() {
        return phase == Phase.IN_VAIN;
    }

    boolean isUnderWay() {
        return phase == Phase.UNDER_WAY;
    }

    /** Returns the number of the search that begins now. */
    int begin() {
        phase = Phase.UNDER_WAY;
        return ++number;
    }

    /** A step has been restarted meanwhile, after which there may be more to undo, or nothing. */
    void forget() {
        phase = phase == Phase.UNDER_WAY ? Phase.NOT_BEGUN : phase;
    }

    /** Takes in the answer of a search; false if nobody waits for it any more. */
    boolean isAnswered(int search, boolean found) {
        if (phase != Phase.UNDER_WAY || search != number) {
            return false;
        }
        phase = found ? Phase.NOT_BEGUN : Phase.IN_VAIN;
        return true;
    }
}
