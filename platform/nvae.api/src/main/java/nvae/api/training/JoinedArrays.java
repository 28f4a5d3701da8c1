package nvae.api.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.tensor.Tensors;

/**
 * Arrays whose shapes differ in the first axis alone, joined along it into one. A model has hundreds of small parameters, and an operation
 * on one costs more in calls than in arithmetic; so optimizers move joined ones.
 *
 * @param indices places in the list of all arrays
 * @param boundaries where one array ends and the next begins along the first axis; one fewer than arrays
 * @param shape of the joined array
 */
public record JoinedArrays(List<Integer> indices, long[] boundaries, Shape shape) {

    /** All arrays, joined as far as their shapes allow, in a fixed order. */
    public static List<JoinedArrays> of(NDList arrays) {
        Map<Shape, List<Integer>> byRest = new LinkedHashMap<>();
        for (int i = 0; i < arrays.size(); i++) {
            byRest.computeIfAbsent(arrays.get(i).getShape().slice(1), rest -> new ArrayList<>()).add(i);
        }
        return byRest.entrySet().stream().map(entry -> of(arrays, entry.getKey(), List.copyOf(entry.getValue()))).toList();
    }

    private static JoinedArrays of(NDList arrays, Shape rest, List<Integer> indices) {
        long[] ends = new long[indices.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += arrays.get(indices.get(i)).size(0);
            ends[i] = end;
        }
        return new JoinedArrays(indices, Arrays.copyOf(ends, ends.length - 1), new Shape(end).addAll(rest));
    }

    /** These arrays of a list, as one; what they lie in if the list is a {@link JoinedList}, else a copy unless there is but one. */
    public NDArray join(NDList arrays) {
        if (arrays instanceof JoinedList joined) {
            return joined.whole(this);
        }
        if (indices.size() == 1) {
            return arrays.get(indices.get(0));
        }
        return NDArrays.concat(mine(arrays), 0);
    }

    private NDList mine(NDList arrays) {
        NDList mine = new NDList(indices.size());
        indices.forEach(index -> mine.add(arrays.get(index)));
        return mine;
    }

    /** Subtracts its part of a joined array from each of these arrays of a list, in place. */
    public void subtract(NDArray joined, NDList arrays) {
        if (arrays instanceof JoinedList list) {
            list.whole(this).subi(joined);
        } else {
            Tensors.subtractRows(joined, boundaries, mine(arrays));
        }
    }

    /** Sets each of these arrays of a list to its part of a joined array. */
    public void assign(NDArray joined, NDList arrays) {
        if (arrays instanceof JoinedList list) {
            Tensors.set(list.whole(this), joined);
            return;
        }
        NDList parts = split(joined);
        for (int i = 0; i < indices.size(); i++) {
            Tensors.set(arrays.get(indices.get(i)), parts.get(i));
        }
    }

    /** The parts of a joined array, one for each of {@link #indices}; the array itself if there is but one. */
    private NDList split(NDArray joined) {
        return indices.size() == 1 ? new NDList(joined) : Tensors.splitRows(joined, boundaries);
    }
}
