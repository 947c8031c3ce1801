package io.maestro.internal.eval.library;

import io.maestro.error.NearMiss;
import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.value.Context;
import io.maestro.internal.eval.value.Kind;
import io.maestro.internal.eval.value.Preset;
import io.maestro.internal.eval.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of everything that a program can name: what is not here does not exist for it. */
public final class Library {

    private static final Map<String, Kind> CLASSES = Collections.unmodifiableMap(classes());
    private static final Map<String, Object> PRESETS = presets();
    private static final List<Method> METHODS = methodList();
    private static final List<Field> FIELDS = Field.all();
    private static final List<Constructor> CONSTRUCTORS = Constructor.all();
    private static final Map<String, List<Method>> METHODS_BY_NAME =
            METHODS.stream().collect(Collectors.groupingBy(Method::name));

    private Library() {}

    private static Map<String, Kind> classes() {
        var classes = new LinkedHashMap<String, Kind>();
        List.of("int", "long", "Integer", "Long").forEach(name -> classes.put(name, Kind.LONG));
        List.of("float", "double", "Float", "Double").forEach(name -> classes.put(name, Kind.DOUBLE));
        List.of("boolean", "Boolean").forEach(name -> classes.put(name, Kind.BOOLEAN));
        classes.put("String", Kind.STRING);
        List.of("Map", "HashMap", "LinkedHashMap").forEach(name -> classes.put(name, Kind.MAP));
        classes.put("DateTime", Kind.DATETIME);
        classes.put("DateTimeZone", Kind.DATETIME_ZONE);
        List.of("DateTimeFormatter", "DateTimeFormat").forEach(name -> classes.put(name, Kind.DATETIME_FORMATTER));
        classes.put("Property", Kind.DATETIME_PROPERTY);
        classes.put("Days", Kind.DATETIME_DAYS);
        classes.put("UUID", Kind.UUID);
        return classes;
    }

    /** A class is the value that a new variable of it has: so its methods can be called on it. */
    private static Map<String, Object> presets() {
        var presets = new LinkedHashMap<String, Object>();
        CLASSES.forEach((name, kind) -> presets.put(name, Values.initial(kind)));
        List.of("DateTimeConstants", "System", "Arrays").forEach(name -> presets.put(name, Preset.MISC));
        presets.put("Math", Preset.MATH);
        presets.put("Util", Preset.UTIL);
        return presets;
    }

    private static List<Method> methodList() {
        var methods = new ArrayList<Method>();
        methods.addAll(StringMethods.all());
        methods.addAll(NumberMethods.all());
        methods.addAll(MapMethods.all());
        methods.addAll(DateMethods.all());
        methods.addAll(UtilMethods.all());
        methods.addAll(ParamsMethods.all());
        return List.copyOf(methods);
    }

    /**
     * Returns all classes that variables can have.
     *
     * @return the kind of the values of each class, by its name
     */
    public static Map<String, Kind> classNames() {
        return CLASSES;
    }

    /**
     * Returns all methods.
     *
     * @return the methods
     */
    public static List<Method> methods() {
        return METHODS;
    }

    /**
     * Returns all fields.
     *
     * @return the fields
     */
    public static List<Field> fields() {
        return FIELDS;
    }

    /**
     * Returns all constructors.
     *
     * @return the constructors
     */
    public static List<Constructor> constructors() {
        return CONSTRUCTORS;
    }

    /**
     * Returns the names that never mean an input. {@code params} is none of them: it stands for all inputs.
     *
     * @return the names
     */
    public static Set<String> presetNames() {
        return PRESETS.keySet();
    }

    /**
     * Returns what a name means where no variable and no input has it.
     *
     * @param name the name
     * @return the class or object, or empty
     */
    public static Optional<Object> preset(String name) {
        return name.equals("params") ? Optional.of(Preset.PARAMS) : Optional.ofNullable(PRESETS.get(name));
    }

    /**
     * Returns the kind of the values of a class.
     *
     * @param name the name of the class
     * @return the kind
     * @throws Fault if there is no such class
     */
    public static Kind classNamed(String name) {
        var kind = CLASSES.get(name);
        if (kind == null) {
            throw Fault.unknown("class", "there is no class '" + name + "'", NearMiss.of(name, CLASSES.keySet()));
        }
        return kind;
    }

    /**
     * Returns the methods of a name and number of arguments, each under the kind that it is called on.
     *
     * @param name the name
     * @param arity the number of arguments
     * @return the methods
     */
    public static Map<Kind, Method> methods(String name, int arity) {
        var methods = new HashMap<Kind, Method>();
        for (var method : METHODS_BY_NAME.getOrDefault(name, List.of())) {
            if (method.takes(arity)) {
                methods.put(method.receiver(), method);
            }
        }
        return methods;
    }

    /**
     * Returns the fault that a method does not exist.
     *
     * @param receiver what it was called on
     * @param name the name
     * @param arity the number of arguments
     * @return the fault
     */
    public static Fault noMethod(Kind receiver, String name, int arity) {
        var own =
                METHODS.stream().filter(method -> method.receiver() == receiver).toList();
        var namesakes =
                own.stream().filter(method -> method.name().equals(name)).toList();
        if (!namesakes.isEmpty()) {
            var takes = arities(namesakes.stream().map(Method::arguments));
            return Fault.unknown(
                    "method",
                    "'" + name + "' of " + receiver + " takes " + takes + " but found " + arity,
                    Optional.empty());
        }
        var methods = own.stream().map(Method::name).distinct().toList();
        var suggestion = NearMiss.of(name, methods).or(() -> NearMiss.of(name, fieldsOf(receiver)));
        return Fault.unknown("method", "there is no method '" + name + "' of " + receiver, suggestion);
    }

    private static List<String> fieldsOf(Kind kind) {
        return FIELDS.stream()
                .filter(field -> field.owner() == kind)
                .map(Field::name)
                .toList();
    }

    private static String arities(Stream<List<ArgType>> arguments) {
        var sizes = arguments.map(List::size).distinct().toList();
        var texts = sizes.stream().map(size -> Integer.toString(size)).toList();
        return String.join(" or ", texts) + (sizes.equals(List.of(1)) ? " argument" : " arguments");
    }

    /**
     * Returns a constructor.
     *
     * @param className the name of the class
     * @param arity the number of arguments
     * @return the constructor
     * @throws Fault if there is none
     */
    public static Constructor constructor(String className, int arity) {
        var kind = classNamed(className);
        var own = CONSTRUCTORS.stream().filter(c -> c.makes() == kind).toList();
        if (own.isEmpty()) {
            throw Fault.unknown("method", "'" + className + "' cannot be made with 'new'", Optional.empty());
        }
        return own.stream()
                .filter(c -> c.arguments().size() == arity)
                .findFirst()
                .orElseThrow(() -> Fault.type(
                        "constructor-args",
                        "'new " + className + "' takes " + arities(own.stream().map(Constructor::arguments))
                                + " but found " + arity));
    }

    /**
     * Returns the fields of a name, each under the kind that has it.
     *
     * @param name the name
     * @return the fields
     */
    public static Map<Kind, Field> fields(String name) {
        return FIELDS.stream()
                .filter(field -> field.name().equals(name))
                .collect(Collectors.toMap(Field::owner, Function.identity()));
    }

    /**
     * Returns the fault that a field does not exist.
     *
     * @param kind what should have it
     * @param name the name
     * @return the fault
     */
    public static Fault noField(Kind kind, String name) {
        var calls = METHODS.stream()
                .filter(method -> method.receiver() == kind)
                .map(method -> method.name() + "()")
                .distinct()
                .toList();
        var suggestion = NearMiss.of(name, fieldsOf(kind))
                .or(() -> NearMiss.of(name + "()", calls))
                .or(() -> kind == Kind.MAP ? Optional.of("get('" + name + "')") : Optional.empty());
        return Fault.unknown("field", "there is no field '" + name + "' of " + kind, suggestion);
    }

    /**
     * Returns what {@code value[text]} is: only {@code params} has it.
     *
     * @param context what the evaluation has at hand
     * @param target the value in front of the brackets
     * @param name the text in them
     * @return the input
     * @throws Fault if the value is not {@code params}
     */
    public static Object element(Context context, Object target, String name) {
        if (target == Preset.PARAMS) {
            return ParamsMethods.input(context, name);
        }
        var kind = Values.kind(target);
        var hint = kind == Kind.MAP ? "; use get('" + name + "')" : "";
        throw Fault.type("class-cast", "a " + kind + " has no elements by name" + hint);
    }
}
