package nvae.api.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** x W' + b, [N,I] to [N,O]. Weight and bias start from U(-1/sqrt(I), 1/sqrt(I)). */
public final class Linear extends Layer implements RandomStart {
    private final Parameter weight;
    private final Parameter bias;

    public Linear(int inputs, int outputs) {
        weight = parameter("weight", Parameter.Type.WEIGHT, new Shape(outputs, inputs));
        bias = parameter("bias", Parameter.Type.BIAS, new Shape(outputs));
    }

    @Override
    public void start(Function<String, RandomGenerator> stream) {
        float bound = ParameterStart.fanInUniform(weight, stream.apply("weight"));
        ParameterStart.uniform(bias, bound, stream.apply("bias"));
    }

    @Override
    protected NDArray forward(ParameterStore store, NDArray x, boolean training) {
        return ai.djl.nn.core.Linear.linear(x, value(store, weight, x, training), value(store, bias, x, training)).singletonOrThrow();
    }

    @Override
    protected Shape outputShape(Shape input) {
        return new Shape(input.get(0), weight.getShape().get(0));
    }
}
