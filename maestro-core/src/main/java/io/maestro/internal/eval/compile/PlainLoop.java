package io.maestro.internal.eval.compile;

/**
 * A loop whose passes are nothing but effects: none can end early. So many passes are paid for together as do not call for a
 * look at the clock or the limit in between.
 */
final class PlainLoop extends Action {

    private final Action initial;
    private final Node condition;
    private final long cost;
    private final Node body;
    private final Node update;
    private final long passCost;
    private final int at;

    /** Creates the loop; the cost is that of the condition. */
    PlainLoop(Action initial, Node condition, long cost, Effect body, Effect update, int at) {
        this.initial = initial;
        this.condition = condition;
        this.cost = cost;
        this.body = body.expression;
        this.update = update.expression;
        this.passCost = cost + body.cost + update.cost;
        this.at = at;
    }

    @Override
    Flow run(Frame frame) {
        initial.run(frame);
        var budget = frame.budget;
        int left = budget.limits().loopPasses();
        while (left > 0) {
            int planned = (int) Math.min(left, 1 + budget.unchecked() / passCost);
            int done = passes(frame, planned);
            budget.spend(done * passCost);
            if (done < planned) {
                budget.spend(cost);
                return Flow.NOTHING;
            }
            left -= done;
        }
        frame.at = at;
        throw tooManyPasses(budget.limits().loopPasses());
    }

    /** Takes passes until the condition fails, and returns how many. */
    private int passes(Frame frame, int planned) {
        for (int done = 0; done < planned; done++) {
            frame.at = at;
            if (!condition.test(frame)) {
                return done;
            }
            body.execute(frame);
            update.execute(frame);
        }
        return planned;
    }
}
