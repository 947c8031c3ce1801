package io.maestro.test;

import io.maestro.Maestro;

/**
 * Another process that shares the store of a kit, in the JVM of the test. Bodies that it begins have the mocks, the effects and the faults of
 * the kit. Thread-safe.
 *
 * {@snippet :
 * var other = kit.node("other");
 * var run = other.maestro().start("payment");
 * other.loseHeartbeat();
 *
 * kit.clock().awaitEnd(kit.maestro().find(run.id()).orElseThrow());
 * }
 */
public final class TestNode {

    private final Lives lives;
    private final Life life;
    private final String name;

    TestNode(Lives lives, Life life, String name) {
        this.lives = lives;
        this.life = life;
        this.name = name;
    }

    /**
     * Returns what people call it.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns its Maestro. When the node has died, that is of no more use than one of a process that has.
     *
     * @return the Maestro
     */
    public Maestro maestro() {
        return life.maestro();
    }

    /** Has the process die now. The other nodes take its runs over at once. */
    public void crash() {
        lives.died(life, Death.CRASH);
    }

    /**
     * Has the node not be heard of from now on, although it goes on. Its lease runs out 10 seconds later, in virtual time: then the others take its
     * runs over, bodies that it has begun may do their work twice, and what it wants to record is refused by the store.
     */
    public void loseHeartbeat() {
        lives.expire(life, Death.LOST_HEARTBEAT);
    }

    /**
     * Has the process stand still now, as in a long pause of the collector. Its lease runs out 10 seconds later, in virtual time, and the others take
     * its runs over. What it was about to record when it stood still is refused by the store when it {@linkplain #resume goes on}.
     */
    public void pause() {
        life.pause();
        lives.expire(life, Death.PAUSE);
    }

    /** Has the process go on that stands still. At the latest it does when the kit is closed. */
    public void resume() {
        life.resume();
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
