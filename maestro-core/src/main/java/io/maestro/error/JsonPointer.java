package io.maestro.error;

import java.util.Arrays;
import java.util.List;

/** JSON pointers (RFC 6901): the ways to values inside a tree. */
public final class JsonPointer {

    /** The pointer to the whole tree. */
    public static final String ROOT = "";

    private JsonPointer() {}

    /**
     * Returns the pointer to a member of an object.
     *
     * @param object the pointer to the object
     * @param name the name of the member
     * @return the pointer
     */
    public static String member(String object, String name) {
        return object + '/' + name.replace("~", "~0").replace("/", "~1");
    }

    /**
     * Returns the pointer to an element of a list.
     *
     * @param list the pointer to the list
     * @param index the index of the element, from 0
     * @return the pointer
     */
    public static String element(String list, int index) {
        return list + '/' + index;
    }

    /**
     * Takes a pointer apart.
     *
     * @param pointer the pointer
     * @return the names and indices on the way
     */
    public static List<String> segments(String pointer) {
        return Arrays.stream(pointer.split("/", -1))
                .skip(1)
                .map(segment -> segment.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    /**
     * Tells whether one of two values is inside the other, or both are the same.
     *
     * @param a the pointer to one value
     * @param b the pointer to the other
     * @return true if so
     */
    public static boolean related(String a, String b) {
        return within(a, b) || within(b, a);
    }

    private static boolean within(String inner, String outer) {
        return inner.startsWith(outer) && (inner.length() == outer.length() || inner.charAt(outer.length()) == '/');
    }
}
