package nvae.model.segment;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of one segment. It remembers which were asked for; and when the segment runs again, it gives what is changed in place,
 * such as batch norms' statistics, as copies of what it was before the first run, so that it moves once.
 */
final class SegmentParameters extends ParameterStore {
    private final ParameterStore store;
    private final NDManager manager;
    private final Set<Parameter> asked = new LinkedHashSet<>();
    private final Map<Parameter, NDArray> before = new IdentityHashMap<>();
    private boolean again;

    /** @param manager owns the copies */
    SegmentParameters(ParameterStore store, NDManager manager) {
        super(manager, false);
        this.store = store;
        this.manager = manager;
    }

    @Override
    public NDArray getValue(Parameter parameter, Device device, boolean training) {
        NDArray value = store.getValue(parameter, device, training);
        if (parameter == null) {
            return value;
        }
        asked.add(parameter);
        if (parameter.requiresGradient()) {
            return value;
        }
        if (!again) {
            before.computeIfAbsent(parameter, first -> copy(value));
            return value;
        }
        return before.get(parameter);
    }

    private NDArray copy(NDArray value) {
        NDArray copy = value.duplicate();
        copy.attach(manager);
        return copy;
    }

    /** Parameters that the segment has asked for. */
    Set<Parameter> asked() {
        return asked;
    }

    /** The next run is not the first. */
    SegmentParameters again() {
        again = true;
        return this;
    }

    /** The copies have done their work. */
    void forget() {
        before.values().forEach(NDArray::close);
    }
}
