package io.maestro;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.function.Predicate.isEqual;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.maestro.error.MaestroException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of core's architecture. Each is built for a root package, so that it can be held against core and against {@code
 * io.maestro.planted}, whose classes break it.
 */
final class ArchitectureRules {

    /** Each row may know the rows before it and itself; packages of one row must still be free of cycles. */
    private static final List<Set<String>> ORDER = List.of(
            Set.of("error"),
            Set.of("time"),
            Set.of("value"),
            Set.of("tag"),
            Set.of("sel"),
            Set.of("param"),
            Set.of("definition"),
            Set.of("permit"),
            Set.of("run"),
            Set.of("queue"),
            Set.of("step", "signal", "trigger", "action", "event"),
            Set.of("store"),
            Set.of("internal"));

    private static final String[] PURE = {
        "permit", "queue", "internal.kernel", "internal.graph", "internal.template", "internal.eval"
    };

    private static final String[] DOMAIN = {
        "error",
        "value",
        "tag",
        "sel",
        "param",
        "definition",
        "permit",
        "run",
        "step",
        "signal",
        "trigger",
        "action",
        "event"
    };

    /** No text formats (locales), no concurrency, no reflection, no I/O. */
    private static final String[] PURE_JAVA = {
        "java.lang",
        "java.math",
        "java.time..",
        "java.util",
        "java.util.function",
        "java.util.regex",
        "java.util.stream",
        "org.jspecify.annotations"
    };

    private ArchitectureRules() {}

    static ArchRule everyPackageHasItsPlace(String root) {
        return classes()
                .should(be(resideInAPackage(root)
                        .or(resideInAnyPackage(
                                under(root, ORDER.stream().flatMap(Set::stream).toArray(String[]::new))))))
                .because("a new package must be given its place in the order of dependencies");
    }

    static ArchRule packagesKnowOnlyThoseBeforeThem(String root) {
        var known = new ArrayList<String>();
        var rules = new ArrayList<ArchRule>();
        for (var row : ORDER) {
            known.addAll(row);
            rules.add(classes()
                    .that()
                    .resideInAnyPackage(under(root, row.toArray(String[]::new)))
                    .should()
                    .onlyDependOnClassesThat(not(resideInAPackage(root + ".."))
                            .or(resideInAnyPackage(under(root, known.toArray(String[]::new)))))
                    .allowEmptyShould(true));
        }
        return CompositeArchRule.of(rules);
    }

    static ArchRule nothingKnowsTheFacade(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root);
    }

    static ArchRule packagesAreFreeOfCycles(String root) {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    static ArchRule pureCodeKnowsOnlyTheDomain(String root) {
        return classes()
                .that()
                .resideInAnyPackage(under(root, PURE))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(PURE_JAVA)
                        .or(resideInAnyPackage(under(root, DOMAIN)))
                        .or(resideInAnyPackage(under(root, PURE)))
                        .or(describe("are arrays of primitives", ArchitectureRules::isPrimitiveOrArrayOfThem)))
                .allowEmptyShould(true);
    }

    static ArchRule pureCodeHasNoEffects(String root) {
        var effects = belongToAnyOf(
                        Clock.class,
                        InstantSource.class,
                        Process.class,
                        ProcessBuilder.class,
                        Random.class,
                        Runtime.class,
                        SplittableRandom.class,
                        Thread.class,
                        ThreadGroup.class,
                        ThreadLocal.class,
                        Timer.class)
                .or(assignableTo(RandomGenerator.class))
                .as("are clocks, threads, processes or sources of random numbers");
        return noClasses()
                .that()
                .resideInAnyPackage(under(root, PURE))
                .should(dependOnClassesThat(effects))
                .orShould(accessTargetWhere(readsTheWorld()))
                .allowEmptyShould(true);
    }

    static ArchRule onlyTheSystemClockReadsTheTime(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and(not(describe("are SystemClock", c -> c.getSimpleName().equals("SystemClock"))))
                .should(accessTargetWhere(readsTheTime()));
    }

    static ArchRule nothingKnowsSql(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..");
    }

    static ArchRule nothingReflects(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should(dependOnClassesThat(resideInAPackage("java.lang.reflect..")))
                .orShould(accessTargetWhere(looksIntoClasses()));
    }

    static ArchRule nothingPrints(String root) {
        return noClasses().that().resideInAPackage(root + "..").should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);
    }

    static ArchRule everyExceptionIsOfTheFamily(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and(assignableTo(Throwable.class)
                        .or(describe(
                                "are named exceptions", c -> c.getSimpleName().endsWith("Exception"))))
                .should()
                .beAssignableTo(MaestroException.class);
    }

    static ArchRule everyPackageIsNullMarked(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(be(describe(
                        "in a package marked @NullMarked", c -> c.getPackage().isAnnotatedWith(NullMarked.class))));
    }

    static ArchRule staticFieldsAreFinal(String root) {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + "..")
                .and()
                .areStatic()
                .should()
                .beFinal();
    }

    static ArchRule theApiDoesNotMentionInternals(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".internal..")
                .should(mentionNo(resideInAPackage(root + ".internal..")));
    }

    static ArchRule noMethodIsSynchronized(String root) {
        return noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + "..")
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .because("virtual threads of Java 21 are pinned while they hold a monitor");
    }

    private static String[] under(String root, String... packages) {
        return Stream.of(packages).map(p -> root + "." + p + "..").toArray(String[]::new);
    }

    private static boolean isPrimitiveOrArrayOfThem(JavaClass type) {
        return type.getBaseComponentType().isPrimitive();
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheTime() {
        return describe("reads the time", access -> {
            var owner = access.getTargetOwner();
            boolean given = access.getTarget() instanceof CodeUnitAccessTarget target
                    && target.getRawParameterTypes().stream()
                            .anyMatch(type -> type.isAssignableTo(InstantSource.class));
            return switch (access.getTarget().getName()) {
                case "now" -> owner.getPackageName().startsWith("java.time") && !given;
                case "currentTimeMillis", "nanoTime" -> owner.isEquivalentTo(System.class);
                case "system", "systemUTC", "systemDefaultZone", "tickMillis", "tickSeconds", "tickMinutes" ->
                    owner.isAssignableTo(InstantSource.class);
                default -> false;
            };
        });
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheWorld() {
        return readsTheTime().or(describe("reads the world", access -> {
            var owner = access.getTargetOwner();
            return switch (access.getTarget().getName()) {
                case "random" -> owner.isEquivalentTo(Math.class) || owner.isEquivalentTo(StrictMath.class);
                case "randomUUID" -> owner.isEquivalentTo(UUID.class);
                case "shuffle" -> owner.isEquivalentTo(Collections.class);
                case "systemDefault" -> owner.getPackageName().startsWith("java.time");
                case "arraycopy" -> false;
                default -> owner.isEquivalentTo(System.class);
            };
        }));
    }

    private static DescribedPredicate<JavaAccess<?>> looksIntoClasses() {
        var entrances = Set.of("forName", "loadClass", "newInstance", "getRecordComponents");
        return describe("looks into classes", access -> {
            var owner = access.getTargetOwner();
            var name = access.getTarget().getName();
            boolean entrance = entrances.contains(name)
                    || name.startsWith("getDeclared")
                    || name.matches("get(Enclosing)?(Method|Constructor|Field)s?");
            return entrance && (owner.isEquivalentTo(Class.class) || owner.isAssignableTo(ClassLoader.class));
        });
    }

    /** Looks at what a user can see of a class: its supertypes and its public and protected members, with type arguments. */
    private static ArchCondition<JavaClass> mentionNo(DescribedPredicate<JavaClass> unwanted) {
        return new ArchCondition<>("not mention classes that " + unwanted.getDescription()) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                if (!isVisible(item.getModifiers())) {
                    return;
                }
                report(item.getFullName(), mentioned(item), events);
                for (var member : item.getMembers()) {
                    if (isVisible(member.getModifiers())) {
                        report(member.getFullName(), mentioned(member), events);
                    }
                }
            }

            private void report(String where, Stream<JavaType> types, ConditionEvents events) {
                types.flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .filter(unwanted)
                        .distinct()
                        .forEach(type -> events.add(
                                SimpleConditionEvent.violated(type, where + " mentions " + type.getFullName())));
            }
        };
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.stream().anyMatch(isEqual(JavaModifier.PUBLIC).or(isEqual(JavaModifier.PROTECTED)));
    }

    private static Stream<JavaType> mentioned(JavaClass type) {
        return Stream.concat(
                Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream()),
                type.getTypeParameters().stream());
    }

    private static Stream<JavaType> mentioned(JavaMember member) {
        return switch (member) {
            case JavaField field -> Stream.of(field.getType());
            case JavaCodeUnit unit ->
                Stream.of(
                                List.of(unit.getReturnType()),
                                unit.getParameterTypes(),
                                unit.getTypeParameters(),
                                unit.getExceptionTypes())
                        .flatMap(Collection::stream);
            default -> throw new IllegalStateException("a member is a field or a code unit but was " + member);
        };
    }
}
