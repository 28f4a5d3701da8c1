package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Compares recomputed values with the golden ones of one case and collects what differs. */
final class Verdict {
    private final GoldenCase golden;
    private final List<String> differences = new ArrayList<>();
    private final Set<String> open = new TreeSet<>();
    private int compared;
    private Deviation worst = Deviation.NONE;
    private double worstRelative;

    Verdict(GoldenCase golden) {
        this.golden = golden;
        golden.arrays().values().stream().filter(GoldenArray::expected).forEach(array -> open.add(array.name()));
    }

    /** Compares an array; shapes must agree but for axes of size 1. */
    void expect(String arrayName, NDArray actual) {
        Shape expected = golden.array(arrayName).shape();
        if (!withoutOnes(expected).equals(withoutOnes(actual.getShape()))) {
            open.remove(arrayName);
            differences.add(arrayName + ": shape " + actual.getShape() + " instead of " + expected);
            return;
        }
        expect(arrayName, actual.toFloatArray());
    }

    /** Compares a scalar. */
    void expect(String arrayName, double actual) {
        expect(arrayName, new float[] {(float) actual});
    }

    /** Compares values in C order. */
    void expect(String arrayName, float[] actual) {
        GoldenArray expected = golden.array(arrayName);
        open.remove(arrayName);
        compared++;
        if (actual.length != expected.values().length) {
            differences.add(arrayName + ": " + actual.length + " values instead of " + expected.values().length);
            return;
        }
        double tolerance = Tolerance.of(golden, expected);
        int furthest = 0;
        double distance = 0;
        for (int i = 0; i < actual.length; i++) {
            double difference = difference(actual[i], expected.values()[i]);
            if (difference > distance) {
                furthest = i;
                distance = difference;
            }
        }
        double relative = distance / Math.max(1, expected.maxAbs());
        worst = worst.or(new Deviation(golden.name() + "/" + arrayName, distance / tolerance));
        worstRelative = Math.max(worstRelative, relative);
        if (distance > tolerance) {
            differences.add(String.format(
                    Locale.ROOT, "%s: differs by %.3g at element %d (%.8g instead of %.8g), tolerance %.3g",
                    arrayName, distance, furthest, actual[furthest], expected.values()[furthest], tolerance));
        }
    }

    private static double difference(float actual, float expected) {
        if (Float.compare(actual, expected) == 0) {
            return 0;
        }
        double difference = Math.abs((double) actual - expected);
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    private static List<Long> withoutOnes(Shape shape) {
        return Arrays.stream(shape.getShape()).filter(size -> size != 1).boxed().toList();
    }

    /** How many arrays were compared. */
    int compared() {
        return compared;
    }

    /** The array that uses most of its tolerance. */
    Deviation worst() {
        return worst;
    }

    /** The largest difference of all, as a part of its golden array's largest value, or of 1 where that is smaller. */
    double worstRelative() {
        return worstRelative;
    }

    /** What is wrong; empty if every result agrees. A result that was never compared is wrong. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(differences);
        if (!open.isEmpty()) {
            problems.add("never compared: " + open);
        }
        return problems;
    }
}
