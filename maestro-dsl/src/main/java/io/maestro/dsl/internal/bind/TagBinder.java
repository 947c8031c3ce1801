package io.maestro.dsl.internal.bind;

import io.maestro.definition.TagNames;
import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.error.ProblemCode;
import io.maestro.tag.Tag;
import io.maestro.tag.TagNamespace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tags: names, or objects with a name, a namespace and free members (spec: definitions, section 1.3). */
final class TagBinder {

    private TagBinder() {}

    /** Returns the tags of the member {@code tags}. */
    static List<Tag> tags(Fields owner) {
        return tags(owner, TagBinder::bind);
    }

    private static List<Tag> tags(Fields owner, Function<Spot, Optional<Tag>> element) {
        var tags = new ArrayList<Tag>();
        var names = new HashSet<String>();
        for (var spot : owner.take("tags").map(Spot::elements).orElse(List.of())) {
            element.apply(spot).ifPresent(tag -> {
                if (names.add(tag.name())) {
                    tags.add(tag);
                } else {
                    spot.problem(ProblemCode.DUPLICATE, "the tag '" + tag.name() + "' is there twice");
                }
            });
        }
        return tags;
    }

    /** Returns the tags of the member {@code tags} where each is only a name. */
    static List<Tag> names(Fields owner) {
        return tags(owner, spot -> name(spot).map(Tag::of));
    }

    private static Optional<Tag> bind(Spot spot) {
        if (!(spot.node() instanceof ObjectNode)) {
            return name(spot).map(Tag::of);
        }
        return spot.object().flatMap(tag -> {
            // What a tag permits is the engine's to say: on the way in it means nothing.
            tag.take("permit");
            var namespace = tag.take("namespace").flatMap(text -> text.constant(TagNamespace.class));
            return tag.require("name")
                    .flatMap(TagBinder::name)
                    .map(name -> new Tag(name, namespace, FreeValues.members(tag.others())));
        });
    }

    private static Optional<String> name(Spot spot) {
        return spot.text().filter(name -> {
            var fault = TagNames.faultOf(name);
            fault.ifPresent(found -> spot.problem(found.code(), found.message()));
            return fault.isEmpty();
        });
    }
}
