package io.maestro.dsl.internal.layout;

/**
 * How much room something takes.
 *
 * @param width from left to right
 * @param height from top to bottom
 */
public record Size(double width, double height) {

    Size swapped() {
        return new Size(height, width);
    }
}
