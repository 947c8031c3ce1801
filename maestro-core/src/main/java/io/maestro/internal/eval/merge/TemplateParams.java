package io.maestro.internal.eval.merge;

import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a job template gives to a step, in a run whose params may have the same names (spec: definitions, section 1.6.4). */
public final class TemplateParams {

    private TemplateParams() {}

    /**
     * Lays the params of a run over those of a template that have the same names, as their values.
     *
     * @param template the params of the template
     * @param ofRun the evaluated params of the run
     * @return the params of the template, in their order
     * @throws io.maestro.param.ParamException if the types do not fit, or the template does not let a param be changed
     */
    public static Map<String, ParamDefinition> inRun(
            Map<String, ParamDefinition> template, Map<String, EvaluatedParam> ofRun) {
        var given = new LinkedHashMap<String, ParamDefinition>();
        for (var name : template.keySet()) {
            var param = ofRun.get(name);
            if (param != null) {
                given.put(name, Kept.forChild(param));
            }
        }
        return laidOver(template, given);
    }

    /**
     * Lays definitions over those of a template that have the same names, as params of a run are.
     *
     * @param template the params of the template
     * @param given the definitions, with names that the template has
     * @return the params of the template, in their order
     * @throws io.maestro.param.ParamException if the types do not fit, or the template does not let a param be changed
     */
    public static Map<String, ParamDefinition> laidOver(
            Map<String, ParamDefinition> template, Map<String, ParamDefinition> given) {
        return given.isEmpty()
                ? template
                : ParamMerge.merge(
                        template,
                        ParamLayer.of(ParamSource.WORKFLOW_PARAMETER, given).fromUpstream());
    }
}
