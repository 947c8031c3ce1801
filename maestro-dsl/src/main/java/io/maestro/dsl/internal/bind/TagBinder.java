package io.maestro.dsl.internal.bind;

import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.dsl.internal.syntax.Quote;
import io.maestro.error.ProblemCode;
import io.maestro.tag.Tag;
import io.maestro.tag.TagNamespace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tags: names, or objects with a name, a namespace and free members (spec: definitions, section 1.3). */
final class TagBinder {

    private static final int MAX_NAME = 256;
    private static final Pattern NAME = Pattern.compile("[\\w .,:@&='(){}$+\\[\\]\\-/\\\\]+");

    private TagBinder() {}

    /** Returns the tags of the member {@code tags}. */
    static List<Tag> tags(Fields owner) {
        var tags = new ArrayList<Tag>();
        var names = new HashSet<String>();
        for (var spot : owner.take("tags").map(Spot::elements).orElse(List.of())) {
            bind(spot).ifPresent(tag -> {
                if (names.add(tag.name())) {
                    tags.add(tag);
                } else {
                    spot.problem(ProblemCode.DUPLICATE, "the tag '" + tag.name() + "' is there twice");
                }
            });
        }
        return tags;
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
            var lower = name.toLowerCase(Locale.ROOT);
            if (name.isBlank()) {
                spot.problem(ProblemCode.INVALID_ID, "the name of a tag must not be blank");
            } else if (name.length() > MAX_NAME) {
                spot.problem(
                        ProblemCode.TOO_LONG, "must have at most " + MAX_NAME + " characters but has " + name.length());
            } else if (!NAME.matcher(name).matches()) {
                spot.problem(
                        ProblemCode.INVALID_ID,
                        "the name of a tag must be made of letters, digits, spaces and _ . , : @ & = ' ( ) { } $ + [ ] - / \\"
                                + " but was " + Quote.of(name));
            } else if (lower.startsWith("maestro_") || lower.endsWith("_maestro")) {
                spot.problem(
                        ProblemCode.RESERVED_ID,
                        "the name of a tag must not start with 'maestro_' or end with '_maestro', which are reserved, but was '"
                                + name + "'");
            } else {
                return true;
            }
            return false;
        });
    }
}
