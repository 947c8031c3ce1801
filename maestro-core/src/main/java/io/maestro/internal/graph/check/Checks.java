package io.maestro.internal.graph.check;

/**
 * The checks that the parts of a definition go through.
 *
 * @param findings what they find
 * @param members of members that workflows and steps have alike
 * @param expressions of expressions and texts
 * @param params of params
 * @param settings of settings that refer to params
 * @param signals of signals
 * @param loops of loop steps
 * @param templates of job templates
 * @param flow of where transitions lead
 * @param compensations of which steps undo which
 * @param handlers of which steps handle the failures of which
 */
record Checks(
        Findings findings,
        MemberCheck members,
        ExpressionCheck expressions,
        ParamsCheck params,
        SettingsCheck settings,
        SignalsCheck signals,
        LoopStepCheck loops,
        TemplateParamsCheck templates,
        FlowCheck flow,
        CompensationCheck compensations,
        HandlerCheck handlers) {

    /** Returns checks that have found nothing yet. */
    static Checks fresh() {
        var findings = new Findings();
        var looks = new Expressions();
        var members = new MemberCheck(findings);
        var expressions = new ExpressionCheck(findings, looks);
        var params = new ParamsCheck(findings, members, expressions);
        return new Checks(
                findings,
                members,
                expressions,
                params,
                new SettingsCheck(expressions),
                new SignalsCheck(params, expressions),
                new LoopStepCheck(findings, members, expressions, looks),
                new TemplateParamsCheck(findings, params),
                new FlowCheck(findings, looks),
                new CompensationCheck(findings),
                new HandlerCheck(findings));
    }
}
