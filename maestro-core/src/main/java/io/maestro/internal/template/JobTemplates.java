package io.maestro.internal.template;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.param.ParamDefinition;
import io.maestro.tag.Tag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Job templates by name and version (spec: definitions, section 1.6.4). Immutable. */
public final class JobTemplates {

    private final TreeMap<String, TreeMap<String, JobTemplate.Definition>> byName = new TreeMap<>();

    private JobTemplates() {}

    /**
     * Returns a set of templates.
     *
     * @param definitions the templates; of two with the same name and version the later one counts
     * @return the set
     */
    public static JobTemplates of(Collection<JobTemplate.Definition> definitions) {
        var templates = new JobTemplates();
        definitions.forEach(templates::add);
        return templates;
    }

    private boolean add(JobTemplate.Definition definition) {
        return byName.computeIfAbsent(definition.jobType(), name -> new TreeMap<>())
                        .put(definition.version(), definition)
                == null;
    }

    /**
     * Returns the template that a step names.
     *
     * @param step the step
     * @return the name and perhaps the version of the template, or empty if it names none
     */
    public static Optional<JobTemplateId> named(Step step) {
        return switch (step) {
            case TypedStep typed -> typed.template();
            case TemplateStep template -> Optional.of(template.template());
            case LoopStep loop -> Optional.empty();
            case SubworkflowStep subworkflow -> Optional.empty();
        };
    }

    /**
     * Returns all templates.
     *
     * @return the templates, in the ascending order of their names and versions
     */
    public List<JobTemplate.Definition> all() {
        return byName.values().stream()
                .flatMap(versions -> versions.values().stream())
                .toList();
    }

    /**
     * Returns the names that there are.
     *
     * @return the names, in ascending order
     */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /**
     * Returns the versions of a template.
     *
     * @param name its name
     * @return the versions, in ascending order; none if there is no such template
     */
    public List<String> versions(String name) {
        var versions = byName.get(name);
        return versions == null ? List.of() : List.copyOf(versions.keySet());
    }

    /**
     * Returns a version of a template.
     *
     * @param name the name of the template
     * @param version the version
     * @return the template, or empty if there is none
     */
    public Optional<JobTemplate.Definition> find(String name, String version) {
        return Optional.ofNullable(byName.get(name)).map(versions -> versions.get(version));
    }

    /**
     * Returns the templates that steps may come to use, with all that these inherit from. A step that names no version may come
     * to use each, since its run chooses.
     *
     * @param steps the steps, with those in their bodies
     * @return the templates that there are of them
     */
    public JobTemplates neededBy(List<Step> steps) {
        var needed = new JobTemplates();
        addNeeded(steps, needed);
        return needed;
    }

    private void addNeeded(List<Step> steps, JobTemplates needed) {
        for (var step : steps) {
            named(step).ifPresent(id -> {
                var versions = id.version().map(List::of).orElseGet(() -> versions(id.name()));
                versions.forEach(version -> addNeeded(id.name(), version, needed));
            });
            if (step instanceof LoopStep loop) {
                addNeeded(loop.steps(), needed);
            }
        }
    }

    private void addNeeded(String name, String version, JobTemplates needed) {
        find(name, version)
                .filter(needed::add)
                .ifPresent(template ->
                        template.inheritFrom().forEach((parent, ofVersion) -> addNeeded(parent, ofVersion, needed)));
    }

    /**
     * Returns the params of a template: those that it inherits, each in the place where it occurs first, and its own. Of two with
     * the same name the later one counts, whole. Nothing that a template inherits from may be missing, or inherit from it.
     *
     * @param template the template
     * @return the params, in their order; unmodifiable
     */
    public Map<String, ParamDefinition> params(JobTemplate.Definition template) {
        return params(template, new HashMap<>());
    }

    /** Each template is put together once, however many ways lead to it. */
    private Map<String, ParamDefinition> params(
            JobTemplate.Definition template, Map<JobTemplateId, Map<String, ParamDefinition>> known) {
        var done = known.get(template.id());
        if (done != null) {
            return done;
        }
        var params = new LinkedHashMap<String, ParamDefinition>();
        parents(template).forEach(parent -> params.putAll(params(parent, known)));
        params.putAll(template.params());
        var all = Collections.unmodifiableMap(params);
        known.put(template.id(), all);
        return all;
    }

    /**
     * Returns the tags of a template, with those that it inherits. Nothing that it inherits from may inherit from it.
     *
     * @param template the template
     * @return the tags, those that it inherits first; of two with the same name one
     */
    public List<Tag> tags(JobTemplate.Definition template) {
        var tags = new LinkedHashMap<String, Tag>();
        parents(template).forEach(parent -> tags(parent).forEach(tag -> tags.put(tag.name(), tag)));
        template.tags().forEach(tag -> tags.put(tag.name(), tag));
        return List.copyOf(tags.values());
    }

    /**
     * Returns what a template inherits from by itself.
     *
     * @param template the template
     * @return the templates that there are of these, in the order in which it names them
     */
    public List<JobTemplate.Definition> parents(JobTemplate.Definition template) {
        var parents = new ArrayList<JobTemplate.Definition>();
        template.inheritFrom().forEach((name, version) -> find(name, version).ifPresent(parents::add));
        return parents;
    }
}
