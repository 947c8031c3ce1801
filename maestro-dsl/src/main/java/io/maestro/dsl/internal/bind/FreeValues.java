package io.maestro.dsl.internal.bind;

import io.maestro.dsl.internal.syntax.Node;
import io.maestro.dsl.internal.syntax.Node.ArrayNode;
import io.maestro.dsl.internal.syntax.Node.BooleanNode;
import io.maestro.dsl.internal.syntax.Node.DecimalNode;
import io.maestro.dsl.internal.syntax.Node.IntegerNode;
import io.maestro.dsl.internal.syntax.Node.NullNode;
import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.dsl.internal.syntax.Node.TextNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that a definition carries along without knowing them, as plain Java. */
final class FreeValues {

    private static final int LONG_BITS = 63;

    private FreeValues() {}

    static Map<String, Object> members(Map<String, Spot> spots) {
        var members = new LinkedHashMap<String, Object>();
        spots.forEach((name, spot) -> put(members, name, spot.node()));
        return Collections.unmodifiableMap(members);
    }

    static Map<String, Object> members(ObjectNode object) {
        var members = new LinkedHashMap<String, Object>();
        object.members().forEach((name, member) -> put(members, name, member.value()));
        return Collections.unmodifiableMap(members);
    }

    private static void put(Map<String, Object> members, String name, Node node) {
        var value = value(node);
        if (value != null) {
            members.put(name, value);
        }
    }

    /** Returns a Map, List, String, Long, BigInteger, Double, BigDecimal or Boolean; a null only inside a list, where it has a place. */
    private static @Nullable Object value(Node node) {
        return switch (node) {
            case ObjectNode object -> members(object);
            case ArrayNode array -> list(array);
            case TextNode text -> text.value();
            case IntegerNode number -> integer(number.value());
            case DecimalNode number -> decimal(number);
            case BooleanNode truth -> truth.value();
            case NullNode nothing -> null;
        };
    }

    private static List<@Nullable Object> list(ArrayNode array) {
        var list = new ArrayList<@Nullable Object>();
        array.elements().forEach(element -> list.add(value(element)));
        return Collections.unmodifiableList(list);
    }

    private static Object integer(BigInteger number) {
        return number.bitLength() <= LONG_BITS ? (Object) number.longValue() : number;
    }

    private static Object decimal(DecimalNode number) {
        // Not from the exact value, which has no negative zero.
        double nearest = Double.parseDouble(number.text());
        return Double.isInfinite(nearest) ? (Object) number.value() : nearest;
    }
}
