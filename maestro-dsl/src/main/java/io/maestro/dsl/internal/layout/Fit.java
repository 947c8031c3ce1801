package io.maestro.dsl.internal.layout;

/**
 * Finds values that do not descend and come as near as they can to wanted ones: the sum of the squares of the differences, each
 * with its weight, is the least. Wanted values that descend are pooled: they get the same value, their mean.
 */
final class Fit {

    private final double[] means;
    private final double[] weights;
    private final int[] sizes;
    private int pools;
    private int count;

    Fit(int capacity) {
        this.means = new double[capacity];
        this.weights = new double[capacity];
        this.sizes = new int[capacity];
    }

    /** Adds the next wanted value. */
    void add(double wanted, double weight) {
        means[pools] = wanted;
        weights[pools] = weight;
        sizes[pools] = 1;
        pools++;
        count++;
        while (pools > 1 && means[pools - 2] > means[pools - 1]) {
            pools--;
            double sum = weights[pools - 1] + weights[pools];
            means[pools - 1] = (means[pools - 1] * weights[pools - 1] + means[pools] * weights[pools]) / sum;
            weights[pools - 1] = sum;
            sizes[pools - 1] += sizes[pools];
        }
    }

    /** Returns the value for each wanted one. */
    double[] values() {
        double[] values = new double[count];
        int next = 0;
        for (int pool = 0; pool < pools; pool++) {
            for (int i = 0; i < sizes[pool]; i++) {
                values[next++] = means[pool];
            }
        }
        return values;
    }
}
