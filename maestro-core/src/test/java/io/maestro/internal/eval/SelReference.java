package io.maestro.internal.eval;

import static io.maestro.internal.eval.MarkdownPage.code;

import io.maestro.internal.eval.library.ArgType;
import io.maestro.internal.eval.library.Library;
import io.maestro.internal.eval.library.Method;
import io.maestro.internal.eval.syntax.AssignOperator;
import io.maestro.internal.eval.syntax.BinaryOperator;
import io.maestro.internal.eval.syntax.UnaryOperator;
import io.maestro.internal.eval.value.Kind;
import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelErrorCategory;
import io.maestro.sel.SelException;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes the reference page of the language. All that the evaluator has as a table is taken from there, descriptions included;
 * what operators accept and what examples come to is found out by evaluating.
 */
final class SelReference {

    private static final List<Kind> PRESETS =
            List.of(Kind.MATH, Kind.PRESET_UTIL_FUNCTION, Kind.PRESET_MISC_FUNC_FIELDS, Kind.PRESET_PARAMS);

    private static final List<Kind> ARRAYS =
            List.of(Kind.STRING_ARRAY, Kind.LONG_ARRAY, Kind.DOUBLE_ARRAY, Kind.BOOLEAN_ARRAY);

    private static final String PARAMS =
            "`get` and `containsKey` are there in every expression, the others in params and conditions of"
                    + " workflows; `getFromStep`, `getFromSignalDependency`, `getFromForeach` and `getFromSubworkflow` only in those of"
                    + " steps.";

    /** The level of what binds least, counted from 1 for what binds tightest. */
    private static final int LOWEST = 8;

    private final MarkdownPage page = new MarkdownPage();

    private SelReference() {}

    static String page() throws IOException {
        var reference = new SelReference();
        reference.intro();
        reference.examples(
                "Statements",
                "A program is any number of statements. Its value is that of the first `return` that it comes to, else that of its"
                        + " last statement. The semicolon behind the last statement may be missing, unless the text ends with a"
                        + " brace. There are no other statements of Java, no functions or classes to define, and no generics.",
                STATEMENTS);
        reference.examples(
                "Literals and names",
                "Names are written as in Java, whose reserved words are reserved here, too.",
                LITERALS);
        reference.types();
        reference.operators();
        reference.classes();
        reference.limits();
        reference.errors();
        return reference.page.toString();
    }

    /**
     * Something to write, and an example of it.
     *
     * @param form how it is written
     * @param meaning what it does
     * @param example a program
     */
    record Example(String form, String meaning, String example) {}

    static final List<Example> STATEMENTS = List.of(
            new Example("`value;`", "comes to a value", "x + 1;"),
            new Example("`return value;`", "ends the program with a value", "if (x > 5) return 'big'; return 'small';"),
            new Example(
                    "`name = value;`",
                    "assigns; a new name becomes a variable of the value's type",
                    "y = 2 * x; return y;"),
            new Example(
                    "`Type name = value;`",
                    "declares a variable; the type must be that of the value",
                    "String t = 'a', u = 'b'; return t + u;"),
            new Example(
                    "`Type name;`",
                    "declares a variable with 0, `false`, no text, or an empty array",
                    "int n; return n;"),
            new Example("`Type[] name = value;`", "declares an array", "long[] a = new long[]{1, 2}; return a;"),
            new Example("`array[index] = value;`", "assigns an element", "a = new long[2]; a[1] = 5; return a;"),
            new Example(
                    "`if (condition) statement else statement`",
                    "goes one of two ways; the `else` may be missing",
                    "if (x > 5) { r = 'big'; } else { r = 'small'; } return r;"),
            new Example("`while (condition) statement`", "repeats", "n = 1; while (n < x) { n *= 2; } return n;"),
            new Example(
                    "`for (first; condition; next) statement`",
                    "repeats; each of the three may be missing",
                    "n = 0; for (int i = 0; i < 3; i += 1) { n += i; } return n;"),
            new Example(
                    "`break;`",
                    "leaves the innermost loop",
                    "n = 0; while (true) { n += 1; if (n == 3) break; } return n;"),
            new Example(
                    "`continue;`",
                    "goes on with the next pass",
                    "n = 0; for (i = 0; i < 5; i += 1) { if (i == 2) continue; n += i; } return n;"),
            new Example("`throw text;`", "ends the program with an error", "if (x > 5) throw 'too big'; return x;"),
            new Example(
                    "`{ statements }`", "groups statements; names are known outside as well", "{ t = 1; } return t;"),
            new Example("`import name;`", "means nothing", "import java.util.*; return 1;"));

    private static final List<Example> LITERALS = List.of(
            new Example("`17`, `17L`", "an integer of 64 bits; a leading zero means nothing", "017"),
            new Example("`1.5`, `.5`, `1e3`, `2d`", "a double", "1e3"),
            new Example(
                    "`'text'`, `\"text\"`",
                    "a text; `\\n \\t \\b \\r \\f \\\\ \\' \\\"` stand for what they do in Java",
                    "'it\\'s'"),
            new Example("`true`, `false`", "a boolean", "true"),
            new Example("`null`", "no value", "null == params.get('nothing')"),
            new Example("`name`", "a variable, or a param; a param must exist", "x"),
            new Example(
                    "`params.name`, `params['name']`, `params.get('name')`",
                    "a param, or `null` if there is none",
                    "params['x']"),
            new Example("`new Type[length]`", "an array of zeros, `false`, or no texts", "new long[2]"),
            new Example("`new Type[]{values}`", "an array of values", "new String[]{'a', 'b'};"),
            new Example("`array[index]`", "an element; the first is 0", "new long[]{7, 8}[1]"),
            new Example("`new Class(values)`", "an object of a class", "new Map()"),
            new Example("`// to the end of the line`, `/* between */`", "a comment", "1 /* one */ + 1"),
            new Example("`\\u0041`", "any character by its number, anywhere", "'\\u0041'"));

    private void intro() {
        page.raw("""
                # SEL, the expression language

                <!-- Written by SelReferenceTest from the tables of the evaluator. Change those, then run:
                mvn -q -pl maestro-core test -Dtest=SelReferenceTest -Dsel.reference=write -->

                Params and conditions of workflows may be expressions in SEL, the language of Netflix Maestro. It reads like Java whose
                types are found out while it runs, and it reaches nothing but what this page lists. An application may use it
                [by itself](../guide/expressions.md). What differs from Netflix Maestro's evaluator is told
                [elsewhere](../compatibility.md#sel).

                In the examples, `x` is a param with the value 10.
                """);
    }

    private void examples(String title, String text, List<Example> examples) {
        page.heading(2, title);
        page.paragraph(text);
        page.table(
                List.of("Write", "Meaning", "Example", "Comes to"),
                examples.stream()
                        .map(example -> List.of(
                                example.form(),
                                example.meaning(),
                                code(example.example()),
                                outcome(example.example()))));
    }

    private static String outcome(String program) {
        try {
            return code(Sel.eval(program).toString());
        } catch (SelException e) {
            return "the error " + code(e.problem().message());
        }
    }

    private void types() throws IOException {
        page.heading(2, "Types");
        page.paragraph(
                "A variable keeps the type of its first value. Texts, numbers, booleans and dates are copied; arrays and maps"
                        + " are shared, as in Java. A program can come to a STRING, LONG, DOUBLE, BOOLEAN, one of the arrays, or a MAP of"
                        + " these.");
        var docs = Javadocs.of(Kind.class);
        page.table(
                List.of("Type", "Holds", "Declared as"),
                Stream.of(Kind.values())
                        .filter(kind -> !PRESETS.contains(kind))
                        .map(kind -> List.of(kind.name(), lower(docs.constant(kind)), declared(kind))));
    }

    private static String declared(Kind kind) {
        var own = classesOf(kind).stream();
        var ofElements = Stream.of(Kind.values())
                .filter(element -> element.arrayOf().filter(kind::equals).isPresent())
                .flatMap(element -> classesOf(element).stream().map(name -> name + "[]"));
        return Stream.concat(own, ofElements).map(MarkdownPage::code).collect(Collectors.joining(" "));
    }

    private static List<String> classesOf(Kind kind) {
        return Library.classNames().entrySet().stream()
                .filter(entry -> entry.getValue() == kind)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void operators() throws IOException {
        page.heading(2, "Operators");
        page.paragraph(
                "Those of a lower level bind tighter. Those of one level bind from the left, but `?:` and assignments from the"
                        + " right. There are no casts, no `++` and `--`, and no operators on bits.");
        page.table(
                List.of("Level", "Operator", "Meaning"),
                Stream.of(prefixes(), binaries(), conditional(), assignments()).flatMap(rows -> rows));
        page.paragraph(
                "What operators between two values come to, by the types of the left one (rows) and the right one (columns). A"
                        + " dash is an error.");
        OperatorMatrix.of(byPrecedence()).forEach(this::matrix);
    }

    private static Stream<List<String>> prefixes() throws IOException {
        var docs = Javadocs.of(UnaryOperator.class);
        return Stream.of(UnaryOperator.values())
                .map(operator ->
                        List.of("1", code(operator.symbol()) + " before a value", meaning(docs.constant(operator))));
    }

    private static Stream<List<String>> binaries() throws IOException {
        var docs = Javadocs.of(BinaryOperator.class);
        return byPrecedence()
                .map(operator -> List.of(
                        Integer.toString(LOWEST - operator.precedence()),
                        code(operator.symbol()),
                        meaning(docs.constant(operator))));
    }

    private static Stream<BinaryOperator> byPrecedence() {
        return Stream.of(BinaryOperator.values())
                .sorted(Comparator.comparingInt(BinaryOperator::precedence).reversed());
    }

    private static Stream<List<String>> conditional() {
        return Stream.of(List.of(
                Integer.toString(LOWEST),
                code("condition ? value : value"),
                "one of two values; the other is not evaluated"));
    }

    private static Stream<List<String>> assignments() throws IOException {
        var docs = Javadocs.of(AssignOperator.class);
        return Stream.of(AssignOperator.values())
                .map(operator ->
                        List.of(Integer.toString(LOWEST), code(operator.symbol()), meaning(docs.constant(operator))));
    }

    private void matrix(OperatorMatrix matrix) {
        var symbols = matrix.operators().stream()
                .map(operator -> code(operator.symbol()))
                .collect(Collectors.joining(" "));
        var types = OperatorMatrix.operandTypes();
        page.table(
                Stream.concat(Stream.of(symbols), types.stream()).toList(),
                IntStream.range(0, types.size())
                        .mapToObj(i -> Stream.concat(Stream.of(types.get(i)), matrix.rows().get(i).stream())
                                .toList())
                        .filter(row -> Collections.frequency(row, OperatorMatrix.NOTHING) < types.size()));
    }

    private void classes() {
        page.heading(2, "Classes");
        page.paragraph(
                "Methods are called on a value, such as `text.trim()`. Those of `Math`, `Util`, `System` and `params` are called on"
                        + " these names. What is marked *class* is called on the class, such as `String.valueOf(1)`; what is marked"
                        + " *either*, on the class or on a value. An `int` is a LONG of 32 bits. No other members exist.");
        for (var kind : Kind.values()) {
            if (!ARRAYS.contains(kind)) {
                members(kind, List.of(kind));
            }
        }
        members(Kind.LONG_ARRAY, ARRAYS);
    }

    private static String title(Kind kind) {
        if (ARRAYS.contains(kind)) {
            return "Arrays";
        }
        return PRESETS.contains(kind) ? kind.toString().replace(" or ", ", ") : String.join(", ", classesOf(kind));
    }

    private void members(Kind kind, List<Kind> owners) {
        var constructors = Library.constructors().stream()
                .filter(constructor -> owners.contains(constructor.makes()))
                .map(constructor -> List.of(
                        code("new " + className(kind) + arguments(constructor.arguments(), false)),
                        constructor.makes().name(),
                        constructor.summary()));
        var fields = Library.fields().stream()
                .filter(field -> owners.contains(field.owner()))
                .map(field -> List.of(code(field.name()), field.returns(), field.summary()))
                .distinct();
        var methods = Library.methods().stream()
                .filter(method -> owners.contains(method.receiver()))
                .map(method -> List.of(signature(method), method.returns(), method.summary()));
        var rows =
                Stream.of(constructors, fields, methods).flatMap(some -> some).toList();
        if (!rows.isEmpty()) {
            page.heading(3, title(kind));
            if (kind == Kind.PRESET_PARAMS) {
                page.paragraph(PARAMS);
            }
            page.table(List.of("Member", "Type", "What it comes to"), rows.stream());
        }
    }

    /** Of several classes of one kind, the one that is called like it. */
    private static String className(Kind kind) {
        return classesOf(kind).stream()
                .filter(name -> name.equalsIgnoreCase(kind.name()) && Character.isUpperCase(name.charAt(0)))
                .findFirst()
                .orElseThrow();
    }

    private static String signature(Method method) {
        var call = code(method.name() + arguments(method.arguments(), method.variadic()));
        return switch (method.form()) {
            case ON_VALUE -> call;
            case ON_CLASS -> call + " *class*";
            case ON_EITHER -> PRESETS.contains(method.receiver()) ? call : call + " *either*";
        };
    }

    private static String arguments(List<ArgType> arguments, boolean variadic) {
        return arguments.stream()
                .map(argument -> argument.description().replace("LONG of 32 bits", "int"))
                .collect(Collectors.joining(", ", "(", variadic ? "...)" : ")"));
    }

    private void limits() throws IOException {
        page.heading(2, "Limits");
        page.paragraph(
                "Each evaluation has these, unless its host sets others. One that is reached is an error of the category LIMIT, or"
                        + " TIMEOUT.");
        page.table(
                List.of("Limit", "Default", "On what"),
                Javadocs.of(EvalLimits.class).components().entrySet().stream().map(component -> {
                    var parts = component.getValue().split("; ", 2);
                    return List.of(code(component.getKey()), parts[1], parts[0]);
                }));
    }

    private void errors() throws IOException {
        page.heading(2, "Errors");
        page.paragraph(
                "An error tells the line and column, what was found and expected, often what was meant, and its category:");
        page.raw("\n```\n" + Sel.failure("limit = 10;\nreturn x.toStrng()").problem() + "\n```\n");
        var docs = Javadocs.of(SelErrorCategory.class);
        page.table(
                List.of("Category", "When"),
                Stream.of(SelErrorCategory.values())
                        .map(category -> List.of(category.name(), lower(docs.constant(category)))));
    }

    /** The documentation of an operator begins with its symbol. */
    private static String meaning(String text) {
        return text.replaceFirst("^`[^`]*`[;:,]? ?", "");
    }

    private static String lower(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
