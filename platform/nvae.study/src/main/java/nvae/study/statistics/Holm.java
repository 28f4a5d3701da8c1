package nvae.study.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's correction of several p-values (A simple sequentially rejective multiple test procedure, 1979): to call those that stay below a
 * level significant is wrong about any of them with at most that probability.
 */
final class Holm {
    private Holm() {}

    /** The corrected values, in the order given; none is below what it was. */
    static List<Double> adjust(List<Double> pValues) {
        int n = pValues.size();
        List<Integer> ascending = IntStream.range(0, n).boxed().sorted(Comparator.comparing(pValues::get)).toList();
        List<Double> adjusted = new ArrayList<>(Collections.nCopies(n, 1.0));
        double atLeast = 0;
        for (int rank = 0; rank < n; rank++) {
            int index = ascending.get(rank);
            atLeast = Math.max(atLeast, Math.min(1, (n - rank) * pValues.get(index)));
            adjusted.set(index, atLeast);
        }
        return adjusted;
    }
}
