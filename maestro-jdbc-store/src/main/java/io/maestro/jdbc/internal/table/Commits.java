package io.maestro.jdbc.internal.table;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.sql.Dialect;
import io.maestro.jdbc.internal.sql.Insertion;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.jdbc.internal.sql.Transactions;
import io.maestro.run.DroppedVisits;
import io.maestro.run.Fact;
import io.maestro.run.PermitClaim;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Records commits. New runs are added as if none of them had begun before; only if the database says that one has, all are looked
 * up first.
 */
public final class Commits {

    private final Transactions transactions;
    private final Dialect dialect;
    private final Runs runs;
    private final Attempts attempts;
    private final WakeUps wakeUps;
    private final PermitRows permits;
    private final Dropping dropping;
    private final Queue queue;
    private final Inbox inbox;

    /** What a commit does beside beginning runs. */
    private record Rest(
            List<Insertion.Rows<?>> facts,
            List<DroppedVisits> dropped,
            List<RunId> awake,
            List<PermitClaim> givenBack) {}

    /** What names an attempt. */
    private record AttemptKey(RunId run, StepId step, int attempt) {}

    /**
     * Creates it.
     *
     * @param transactions does things in transactions
     * @param dialect the database
     * @param runs the table of runs
     * @param attempts the table of attempts
     * @param queue the runs that wait for their turn
     * @param names the names of the tables
     */
    public Commits(Transactions transactions, Dialect dialect, Runs runs, Attempts attempts, Queue queue, Names names) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.runs = runs;
        this.attempts = attempts;
        this.queue = queue;
        this.inbox = new Inbox(names, runs.payloads());
        this.wakeUps = new WakeUps(names);
        this.permits = new PermitRows(names);
        this.dropping = new Dropping(dialect, names);
    }

    /**
     * Records a commit.
     *
     * @param commit what to record
     * @return the new runs
     */
    public List<Begun> record(Commit commit) {
        if (commit.isEmpty()) {
            return List.of();
        }
        try {
            return record(new Beginning(commit.newRuns(), runs), rest(commit));
        } catch (Transactions.NoOwnerException e) {
            throw noSuchRun(commit.facts(), e);
        }
    }

    /**
     * Records a commit in a transaction that somebody else began and ends. A statement that failed would spoil it, so what had begun
     * before is looked up first.
     *
     * @param handle the connection, in the transaction
     * @param commit what to record
     * @return the new runs
     */
    public List<Begun> record(Handle handle, Commit commit) {
        var beginning = new Beginning(commit.newRuns(), runs);
        if (!beginning.isEmpty()) {
            beginning = mended(handle, beginning);
        }
        return begin(handle, beginning, rest(commit));
    }

    /**
     * Adds a version of a workflow, whose run strategy is in force from then on.
     *
     * @param version the version, which must not be there
     * @throws Transactions.DuplicateException if it is, or has been
     * @throws io.maestro.queue.StrategyRefusedException if the runs of the workflow are in the way of its run strategy
     */
    public void add(Definitions.Row version) {
        var definition = version.version().definition();
        transactions.write(handle -> {
            long deleted = queue.follow(
                    handle, definition.id(), definition.properties().strategyInForce());
            if (version.version().version() <= deleted) {
                throw new Transactions.DuplicateException("the version was deleted");
            }
            dialect.write(handle, List.of(new Insertion.Rows<>(Definitions.NEW_VERSION, List.of(version))));
            if (definition.origin().active()) {
                queue.activate(handle, definition.id(), version.version().version());
            }
            return definition;
        });
    }

    private Rest rest(Commit commit) {
        var wakeUps = wakeUps(commit.facts());
        var claims = claims(commit.facts());
        return new Rest(
                rows(commit, wakeUps, claims),
                commit.dropped(),
                wakeUps.stream()
                        .filter(row -> row.at().isEmpty())
                        .map(WakeUp::runId)
                        .toList(),
                claims.stream().filter(claim -> claim.request().isEmpty()).toList());
    }

    private static Collection<PermitClaim> claims(List<Fact> facts) {
        var byAttempt = new LinkedHashMap<AttemptKey, PermitClaim>(0);
        for (var fact : facts) {
            if (fact instanceof PermitClaim claim) {
                byAttempt.put(new AttemptKey(claim.runId(), claim.step(), claim.attempt()), claim);
            }
        }
        return byAttempt.values();
    }

    private static Collection<WakeUp> wakeUps(List<Fact> facts) {
        var byRun = new LinkedHashMap<RunId, WakeUp>(0);
        for (var fact : facts) {
            if (fact instanceof WakeUp wakeUp) {
                byRun.put(wakeUp.runId(), wakeUp);
            }
        }
        return byRun.values();
    }

    /** Returns the rows by kind; of two with one key the later, in the place of the first. */
    private List<Insertion.Rows<?>> rows(Commit commit, Collection<WakeUp> wakeUps, Collection<PermitClaim> claims) {
        var attemptRows = new LinkedHashMap<AttemptKey, Attempts.Row>();
        var runRows = new LinkedHashMap<RunId, Runs.Row>();
        for (var fact : commit.facts()) {
            switch (fact) {
                case StepAttempt attempt ->
                    attemptRows.put(
                            new AttemptKey(attempt.runId(), attempt.step(), attempt.attempt()), attempts.row(attempt));
                case WorkflowRun run -> runRows.put(run.runId(), runs.change(run));
                case WakeUp wakeUp -> {}
                case PermitClaim claim -> {}
            }
        }
        var kinds = new ArrayList<Insertion.Rows<?>>();
        if (!attemptRows.isEmpty()) {
            kinds.add(new Insertion.Rows<>(Attempts.RECORD, List.copyOf(attemptRows.values())));
        }
        if (!runRows.isEmpty()) {
            kinds.add(new Insertion.Rows<>(Runs.CHANGE, List.copyOf(runRows.values())));
        }
        if (!commit.messages().isEmpty()) {
            kinds.add(new Insertion.Rows<>(Inbox.ARRIVAL, inbox.rows(commit.messages())));
        }
        var sleeping = wakeUps.stream().filter(row -> row.at().isPresent()).toList();
        if (!sleeping.isEmpty()) {
            kinds.add(new Insertion.Rows<>(WakeUps.RECORD, sleeping));
        }
        var asked = claims.stream().flatMap(PermitRows.Asked::of).toList();
        if (!asked.isEmpty()) {
            kinds.add(new Insertion.Rows<>(PermitRows.ASK, asked));
        }
        return kinds;
    }

    private List<Begun> record(Beginning beginning, Rest rest) {
        boolean looksFirst = beginning.isUnclear() || (beginning.isRequested() && dialect.losesNumbers());
        try {
            if (looksFirst) {
                return transactions.write(handle -> begin(handle, lookedUp(handle, beginning), rest));
            }
            return isAtOnce(beginning, rest)
                    ? transactions.writeAtOnce(handle -> begin(handle, beginning, rest))
                    : transactions.write(handle -> begin(handle, beginning, rest));
        } catch (Transactions.DuplicateException e) {
            if (beginning.isEmpty()) {
                throw e;
            }
            return transactions.write(handle -> begin(handle, mended(handle, beginning), rest));
        }
    }

    private Beginning lookedUp(Handle handle, Beginning beginning) {
        dialect.allocate(handle, beginning.lockOnly());
        return beginning.lookedUp(handle);
    }

    private Beginning mended(Handle handle, Beginning beginning) {
        var lookedUp = lookedUp(handle, beginning);
        dialect.mend(handle, beginning.lockOnly().keySet());
        return lookedUp;
    }

    private boolean isAtOnce(Beginning beginning, Rest rest) {
        int kinds = rest.facts().size() + (beginning.isEmpty() ? 0 : 1);
        return beginning.wanted().isEmpty()
                && beginning.restarted().isEmpty()
                && rest.dropped().isEmpty()
                && rest.awake().isEmpty()
                && rest.givenBack().isEmpty()
                && dialect.writesAtOnce(kinds);
    }

    private List<Begun> begin(Handle handle, Beginning beginning, Rest rest) {
        var wanted = beginning.wanted();
        var counters = wanted.isEmpty() ? Map.<WorkflowId, Dialect.Counter>of() : dialect.allocate(handle, wanted);
        var numbered = beginning.numbered(
                counters,
                (workflow, strategy, arrivals, withFailed) ->
                        queue.admit(handle, workflow, strategy, arrivals, withFailed));
        var kinds = new ArrayList<>(rest.facts());
        if (!numbered.fresh().isEmpty()) {
            kinds.add(new Insertion.Rows<>(Runs.BEGINNING, numbered.fresh()));
        }
        if (!kinds.isEmpty()) {
            dialect.write(handle, kinds);
        }
        runs.supersede(handle, beginning.restarted());
        wakeUps.remove(handle, rest.awake());
        permits.giveBack(handle, rest.givenBack());
        dropping.drop(handle, rest.dropped());
        return numbered.begun();
    }

    private StoreException noSuchRun(List<Fact> facts, StoreException cause) {
        for (var fact : facts) {
            if (transactions.read(handle -> runs.find(handle, fact.runId())).isEmpty()) {
                return new StoreException("run " + fact.runId() + " does not exist", cause);
            }
        }
        return cause;
    }
}
