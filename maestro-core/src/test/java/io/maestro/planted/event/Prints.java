package io.maestro.planted.event;

/** Prints. */
public final class Prints {
    void print(String text) {
        System.out.println(text);
    }
}
