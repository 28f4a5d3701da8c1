package nvae.training;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import nvae.api.tensor.Tensors;

/** Finds out which parameters a backward pass gives a gradient. */
final class ReachedParameters {
    private ReachedParameters() {}

    /**
     * Parameters that a backward pass reaches. Where engines add gradients up, nobody needs to know, and none is found.
     *
     * @param backward runs the pass, once
     */
    static Set<Parameter> by(Runnable backward, Block model) {
        List<Parameter> parameters = model.getParameters().values().stream().filter(Parameter::requiresGradient).toList();
        Set<Parameter> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        boolean overwrites = !parameters.isEmpty() && !Tensors.addsGradients(parameters.get(0).getArray().getManager());
        if (overwrites) {
            parameters.forEach(parameter -> fillWithNaN(parameter.getArray().getGradient()));
        }
        backward.run();
        if (overwrites) {
            parameters.stream().filter(parameter -> isOverwritten(parameter.getArray().getGradient())).forEach(reached::add);
        }
        return reached;
    }

    private static void fillWithNaN(NDArray gradient) {
        float[] values = new float[Math.toIntExact(gradient.size())];
        Arrays.fill(values, Float.NaN);
        Tensors.set(gradient, values);
    }

    private static boolean isOverwritten(NDArray gradient) {
        for (float value : gradient.toFloatArray()) {
            if (!Float.isNaN(value)) {
                return true;
            }
        }
        return false;
    }
}
