package io.maestro.param;

import io.maestro.error.NearMiss;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A class whose instances are made of named members, as a MAP.
 *
 * @param javaType the class
 * @param members its members, in their order
 * @param maker makes an instance of the values of its members
 * @param <T> the class
 */
record MembersForm<T>(
        Class<T> javaType, List<ParamMembers.Member<T, ?>> members, Function<ParamMembers.Values, T> maker)
        implements Form<T> {

    @Override
    public ParamType type() {
        return ParamType.MAP;
    }

    @Override
    public String expected() {
        return members.stream()
                .map(ParamMembers.Member::name)
                .collect(Collectors.joining(", ", "a " + javaType.getSimpleName() + " with the members ", ""));
    }

    @Override
    public ParamValue write(String path, @Nullable T value) {
        var instance = Form.present(path, value);
        var written = new LinkedHashMap<String, ParamValue>();
        for (var member : members) {
            member.write(path + '.' + member.name(), instance).ifPresent(each -> written.put(member.name(), each));
        }
        return new ParamValue.MapValue(written);
    }

    @Override
    public ParamValue writeAny(String path, @Nullable Object value) {
        if (javaType.isInstance(value)) {
            return write(path, javaType.cast(value));
        }
        if (!(value instanceof Map<?, ?> map)) {
            return new ParamEncoder(path).encode(value);
        }
        var written = new LinkedHashMap<String, ParamValue>();
        map.forEach((key, each) -> {
            var name = ParamEncoder.nameOf(path, key);
            written.put(name, form(path, name).writeAny(path + '.' + name, each));
        });
        return new ParamValue.MapValue(written);
    }

    @Override
    public T read(String path, ParamValue value) {
        var found = members(value).orElseThrow(() -> refused(path, value));
        found.keySet().forEach(name -> form(path, name));
        var values = new HashMap<ParamMembers.Member<?, ?>, Object>();
        for (var member : members) {
            values.put(member, member.read(path + '.' + member.name(), Optional.ofNullable(found.get(member.name()))));
        }
        try {
            return maker.apply(new ParamMembers.Values(values));
        } catch (ParamConversionException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ParamConversionException(
                    path, "cannot be a " + javaType.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private Form<?> form(String path, String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(path, name))
                .form();
    }

    private ParamConversionException unknown(String path, String name) {
        var known = members.stream().map(ParamMembers.Member::name).toList();
        var hint = NearMiss.of(name, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
        return new ParamConversionException(
                path, "must be " + expected() + " but has the member '" + name + "'" + hint);
    }

    /** Returns what a map holds; empty if the value is no map. */
    static Optional<Map<String, ParamValue>> members(ParamValue value) {
        return switch (value) {
            case ParamValue.MapValue(var values) -> Optional.of(values);
            case ParamValue.StringMap(var texts) -> {
                var values = new LinkedHashMap<String, ParamValue>();
                texts.forEach((name, text) -> values.put(name, ParamValue.of(text)));
                yield Optional.of(values);
            }
            default -> Optional.empty();
        };
    }
}
