package nvae.optimizer.adamax;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays whose shapes differ in the first axis alone, joined along it into one.
 *
 * @param indices places in the list of all parameters
 * @param boundaries where one array ends and the next begins along the first axis; one fewer than arrays
 * @param shape of the joined array
 */
record Bundle(List<Integer> indices, long[] boundaries, Shape shape) {

    /** All arrays in as few bundles as their shapes allow, in a fixed order. */
    static List<Bundle> of(NDList arrays) {
        Map<Shape, List<Integer>> byRest = new LinkedHashMap<>();
        for (int i = 0; i < arrays.size(); i++) {
            byRest.computeIfAbsent(arrays.get(i).getShape().slice(1), rest -> new ArrayList<>()).add(i);
        }
        return byRest.entrySet().stream().map(entry -> of(arrays, entry.getKey(), List.copyOf(entry.getValue()))).toList();
    }

    private static Bundle of(NDList arrays, Shape rest, List<Integer> indices) {
        long[] ends = new long[indices.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += arrays.get(indices.get(i)).size(0);
            ends[i] = end;
        }
        return new Bundle(indices, Arrays.copyOf(ends, ends.length - 1), new Shape(end).addAll(rest));
    }

    /** This bundle's arrays of a list, as one. */
    NDArray joined(NDList arrays) {
        if (indices.size() == 1) {
            return arrays.get(indices.get(0));
        }
        NDList mine = new NDList(indices.size());
        indices.forEach(index -> mine.add(arrays.get(index)));
        return NDArrays.concat(mine, 0);
    }

    /** Subtracts its part of a joined array from each of this bundle's arrays of a list, in place. */
    void subtract(NDArray joined, NDList arrays) {
        NDList parts = indices.size() == 1 ? new NDList(joined) : joined.split(boundaries, 0);
        for (int i = 0; i < indices.size(); i++) {
            arrays.get(indices.get(i)).subi(parts.get(i));
        }
    }
}
