package nvae.api.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nvae.api.tensor.Tensors;

/** Arrays that lie side by side in joined ones, so that to join them copies nothing. */
public final class JoinedList extends NDList {
    private static final long serialVersionUID = 1L;

    private final transient Map<List<Integer>, NDArray> wholes = new LinkedHashMap<>();
    private transient JoinedList gradients;

    /**
     * Zeros of the shapes of other arrays.
     *
     * @param arrays whose shapes they have, in this order
     * @param manager owns them
     * @throws UnsupportedOperationException unless the engine {@linkplain Tensors#sharesMemory shares memory}
     */
    public static JoinedList zeros(NDList arrays, NDManager manager) {
        JoinedList list = new JoinedList();
        list.addAll(Collections.nCopies(arrays.size(), null));
        for (JoinedArrays group : JoinedArrays.of(arrays)) {
            NDArray whole = manager.zeros(group.shape());
            list.wholes.put(group.indices(), whole);
            long begin = 0;
            for (int index : group.indices()) {
                long end = begin + arrays.get(index).size(0);
                list.set(index, Tensors.view(whole, begin, end));
                begin = end;
            }
        }
        return list;
    }

    /**
     * Asks for the gradients of all arrays, which lie side by side too.
     *
     * @param manager owns them
     * @return zeros, into which every backward pass that reaches an array writes its gradient
     */
    public JoinedList requireGradients(NDManager manager) {
        gradients = zeros(this, manager);
        for (int i = 0; i < size(); i++) {
            Tensors.requireGradient(get(i), gradients.get(i));
        }
        return gradients;
    }

    /** Where the gradients come to, once they have been {@linkplain #requireGradients asked for}. */
    public Optional<JoinedList> gradients() {
        return Optional.ofNullable(gradients);
    }

    /** What the arrays lie in. */
    public Collection<NDArray> wholes() {
        return Collections.unmodifiableCollection(wholes.values());
    }

    /** What the arrays of a group lie in. */
    NDArray whole(JoinedArrays group) {
        return wholes.get(group.indices());
    }
}
