package nvae.model.segment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import nvae.api.layer.Convolution;
import nvae.api.layer.Layers;

/**
 * Effective weights that penalties are computed with, cut out of the recorded graph. Their gradients go back together with those of the
 * convolutions, in the segments' own backward passes.
 */
final class CutWeights {
    private final Map<Parameter, Convolution> convolutions = new IdentityHashMap<>();
    private final Map<Convolution, NDArray> cut = new IdentityHashMap<>();

    CutWeights(Block model) {
        for (Convolution convolution : Layers.in(model, Convolution.class)) {
            convolution.getDirectParameters().values().forEach(parameter -> convolutions.put(parameter, convolution));
        }
    }

    /** Cuts all that a forward pass has made. */
    void cut() {
        convolutions.values().forEach(convolution -> cut.computeIfAbsent(convolution, Convolution::cutEffectiveWeight));
    }

    /** The effective weights that were made last with any of these parameters, in a fixed order. */
    Map<Convolution, NDArray> madeWith(Collection<Parameter> parameters) {
        Map<Convolution, NDArray> made = new LinkedHashMap<>();
        parameters.stream().map(convolutions::get).filter(c -> c != null).forEach(c -> made.put(c, c.effectiveWeight()));
        return made;
    }

    /** Adds those that were cut, as they are in a recorded segment, and their gradients. */
    void addTo(NDList arrays, NDList gradients, Map<Convolution, NDArray> recorded) {
        recorded.forEach((convolution, weight) -> {
            NDArray penalized = cut.get(convolution);
            if (penalized != null) {
                arrays.add(weight);
                gradients.add(penalized.getGradient());
            }
        });
    }
}
