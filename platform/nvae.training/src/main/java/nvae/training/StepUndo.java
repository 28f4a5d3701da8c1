package nvae.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.layer.Convolution;
import nvae.api.layer.Layers;
import nvae.api.tensor.Tensors;
import nvae.api.training.JoinedArrays;
import nvae.model.HierarchicalVae;

/**
 * Takes back what a step changes on its way to the gradients: running statistics, the vectors of power iterations, what layers start from
 * their first batch. All of it is small, and is kept aside in a few joined arrays; parameters and moments have not moved yet when a step is
 * skipped.
 */
final class StepUndo {
    private final NDList arrays = new NDList();
    private final NDList scalars = new NDList();
    private final List<JoinedArrays> groups;
    private final Map<NDArray, NDArray> kept = new IdentityHashMap<>();
    private final NDList joined = new NDList();
    private List<Convolution> starting;

    /** @param state what regularizers, constraints and the KL schedule keep across steps */
    StepUndo(HierarchicalVae model, Collection<NDArray> state) {
        for (Parameter parameter : model.getParameters().values()) {
            if (!parameter.requiresGradient()) {
                add(parameter.getArray());
            }
        }
        state.forEach(this::add);
        groups = JoinedArrays.of(arrays);
        starting = Layers.in(model, Convolution.class);
    }

    private void add(NDArray array) {
        (array.getShape().dimension() == 0 ? scalars : arrays).add(array);
    }

    /** Keeps aside how things are before a step. The arrays belong to the step's manager, and so do the copies. */
    void keep() {
        joined.clear();
        groups.forEach(group -> joined.add(group.indices().size() == 1 ? group.join(arrays).duplicate() : group.join(arrays)));
        kept.clear();
        scalars.forEach(this::keep);
        starting = starting.stream().filter(Convolution::awaitsDataDependentStart).toList();
        for (Convolution convolution : starting) {
            convolution.getDirectParameters().values().stream().filter(Parameter::requiresGradient).map(Parameter::getArray).forEach(this::keep);
        }
    }

    private void keep(NDArray array) {
        kept.put(array, array.stopGradient().duplicate());
    }

    /** Puts things back as they were when they were last kept. */
    void putBack() {
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).assign(joined.get(i), arrays);
        }
        kept.forEach(Tensors::set);
        starting.forEach(Convolution::awaitsDataDependentStart);
    }
}
