package io.maestro.param;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of single values, as the array of their type.
 *
 * @param element its elements
 * @param <E> the Java type of its elements
 */
record ArrayForm<E>(Form<E> element) implements Form<List<E>> {

    @Override
    public ParamType type() {
        return ParamArrays.typeOf(element.type());
    }

    @Override
    public String expected() {
        return "a list with each element " + element.expected();
    }

    @Override
    public ParamValue write(String path, @Nullable List<E> value) {
        var list = Form.present(path, value);
        var elements = new ArrayList<ParamValue>(list.size());
        for (var each : list) {
            elements.add(element.write(path + '[' + elements.size() + ']', each));
        }
        return ParamArrays.of(element.type(), elements);
    }

    @Override
    public ParamValue writeAny(String path, @Nullable Object value) {
        if (value instanceof List<?> list) {
            var elements = new ArrayList<ParamValue>(list.size());
            for (var each : list) {
                elements.add(element.writeAny(path + '[' + elements.size() + ']', each));
            }
            if (elements.stream().allMatch(each -> each.type() == element.type())) {
                return ParamArrays.of(element.type(), elements);
            }
        }
        return new ParamEncoder(path).encode(value);
    }

    @Override
    public List<E> read(String path, ParamValue value) {
        var elements = ParamArrays.elements(value).orElseThrow(() -> refused(path, value));
        var list = new ArrayList<E>(elements.size());
        for (var each : elements) {
            list.add(element.read(path + '[' + list.size() + ']', each));
        }
        return List.copyOf(list);
    }
}
