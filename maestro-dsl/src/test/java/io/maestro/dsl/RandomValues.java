package io.maestro.dsl;

import io.maestro.definition.Setting;
import io.maestro.definition.SignalOperator;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamDefinition.Content;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.tag.Tag;
import io.maestro.tag.TagNamespace;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Makes the smaller things of definitions, with a liking for those that are hard to write down. */
final class RandomValues {

    private static final int DEEPEST = 3;

    private static final String[] HARD_TEXTS = {
        "",
        " ",
        "true",
        "No",
        "null",
        "~",
        "123",
        "1_000",
        "-0",
        "1e3",
        "0x1F",
        "1.50",
        ".5",
        ".inf",
        "12:30:45",
        "2026-01-01",
        "a: b",
        "a #b",
        "#",
        "- a",
        "?",
        "*alias",
        "&anchor",
        "!tag",
        "{}",
        "[a, b]",
        "a, b",
        "\"",
        "'",
        "it's",
        "\\",
        "\t",
        " leading",
        "trailing ",
        "two\nlines",
        "line end\n",
        "\n\n",
        "\r\n",
        "\u0000\u0001\u001f",
        "\u007f\u0085\u00a0",
        "\u2028\u2029",
        "\ufeff",
        "grüße",
        "日本語",
        "\ud83d\ude80",
        "%TAG",
        "@at",
        "`tick`",
        "|",
        ">",
        "<<",
        "=",
        "---",
        "...",
        "a very long text that goes on and on, beyond the width of eighty columns where some writers begin to fold their lines"
    };

    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    String name() {
        return oneOf("a", "b2", "some-name", "with.dots", "_x", "Long_Name") + random.nextInt(1_000);
    }

    String text() {
        return random.nextBoolean() ? oneOf(HARD_TEXTS) : oneOf(HARD_TEXTS) + oneOf(HARD_TEXTS);
    }

    <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    /** An expression that can be read, with what is hard to write down in a comment or text of it. */
    String expression() {
        return oneOf(
                "a > 1",
                "return x + 1;",
                "\n  long i = x;\n\ti + 2;\n",
                "'it\\'s: ' + \"x # y\" + a",
                "!((a) || (b))",
                "  padded  ");
    }

    /** The params that expressions and references name. */
    Map<String, ParamDefinition> named() {
        var params = new LinkedHashMap<String, ParamDefinition>();
        for (var name : List.of("a", "b", "x", "padded", "limit", "a.b-c")) {
            params.put(name, ParamDefinition.literal(literal(ParamType.LONG)));
        }
        return params;
    }

    /** A text that refers to a param. */
    String reference() {
        return oneOf("${limit}", "$limit", "${a.b-c}0", "$$limit ${limit}");
    }

    SignalOperator operator() {
        return oneOf(SignalOperator.values());
    }

    Setting<Duration> timeout() {
        return switch (random.nextInt(4)) {
            case 0 -> new Setting.Interpolated<>(reference());
            case 1 -> Setting.of(Duration.ofMillis(1 + random.nextInt(Integer.MAX_VALUE)));
            default -> Setting.of(Duration.ofSeconds(1 + random.nextInt(10_000_000)));
        };
    }

    List<Tag> tags() {
        var names = new LinkedHashSet<String>();
        for (int i = random.nextInt(3); i > 0; i--) {
            names.add(oneOf(name(), "a, (tag): 100", "x=y & z"));
        }
        return names.stream().map(this::tag).toList();
    }

    private Tag tag(String name) {
        var namespace =
                random.nextBoolean() ? Optional.of(oneOf(TagNamespace.values())) : Optional.<TagNamespace>empty();
        return new Tag(name, namespace, random.nextBoolean() ? Map.of() : free());
    }

    /** Members that the format carries along without knowing them. */
    Map<String, Object> free() {
        var free = new LinkedHashMap<String, Object>();
        for (int i = random.nextInt(3); i > 0; i--) {
            free.put("free " + text(), freeValue(0));
        }
        return free;
    }

    private Object freeValue(int depth) {
        return switch (random.nextInt(depth < DEEPEST ? 8 : 6)) {
            case 0 -> random.nextLong();
            case 1 -> decimal();
            case 2 -> random.nextBoolean();
            case 3 -> BigInteger.valueOf(random.nextLong()).shiftLeft(64).add(BigInteger.ONE);
            case 4, 5 -> text();
            case 6 -> some(() -> freeValue(depth + 1));
            default -> Map.of(text(), freeValue(depth + 1));
        };
    }

    Map<String, ParamDefinition> params() {
        var params = new LinkedHashMap<String, ParamDefinition>();
        for (int i = random.nextInt(4); i > 0; i--) {
            params.put(name(), param(0));
        }
        return params;
    }

    private ParamDefinition param(int depth) {
        return param(oneOf(ParamType.values()), depth);
    }

    /** A param that a signal can have. */
    ParamDefinition scalarParam() {
        return param(oneOf(ParamType.STRING, ParamType.LONG), 0);
    }

    private ParamDefinition param(ParamType type, int depth) {
        return new ParamDefinition(
                type,
                content(type, depth),
                random.nextBoolean() ? Optional.of(oneOf(ParamMode.values())) : Optional.empty(),
                tags(),
                random.nextBoolean() ? Optional.of("@NotEmpty") : Optional.empty(),
                random.nextInt(4) == 0 ? free() : Map.of());
    }

    private Content content(ParamType type, int depth) {
        if (random.nextInt(4) == 0) {
            return new ParamDefinition.Expression(expression());
        }
        if (type != ParamType.MAP) {
            return depth > 0 && random.nextInt(5) == 0
                    ? new ParamDefinition.Unset()
                    : new ParamDefinition.Literal(literal(type));
        }
        var members = new LinkedHashMap<String, ParamDefinition>();
        for (int i = depth < DEEPEST ? random.nextInt(3) : 0; i > 0; i--) {
            members.put(text(), param(depth + 1));
        }
        return new ParamDefinition.Members(members);
    }

    private ParamValue literal(ParamType type) {
        return switch (type) {
            case STRING -> ParamValue.of(text());
            case LONG -> ParamValue.of(random.nextLong());
            case DOUBLE -> ParamValue.of(decimal());
            case BOOLEAN -> ParamValue.of(random.nextBoolean());
            case STRING_ARRAY -> new ParamValue.StringArray(some(this::text));
            case LONG_ARRAY -> new ParamValue.LongArray(some(random::nextLong));
            case DOUBLE_ARRAY -> new ParamValue.DoubleArray(some(this::decimal));
            case BOOLEAN_ARRAY -> new ParamValue.BooleanArray(some(random::nextBoolean));
            case STRING_MAP -> new ParamValue.StringMap(Map.of(text(), text()));
            case MAP -> throw new IllegalArgumentException("a map is made of params");
        };
    }

    private double decimal() {
        double any = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(any) && random.nextBoolean()
                ? any
                : oneOf(0.0, -0.0, 1.0, 0.1, 1e10, 1e-10, Double.MAX_VALUE, Double.MIN_VALUE);
    }

    <T> List<T> some(Supplier<T> element) {
        var list = new ArrayList<T>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }
}
