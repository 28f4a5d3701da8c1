package acme.flow.planar;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import nvae.api.layer.RandomStart;
import nvae.api.tensor.Tensors;

/**
 * z' = z + u tanh(w'z + b) with log |det| = log(1 + u'w (1 - tanh^2(w'z + b))), over the channels of each pixel. The u that is learnt is
 * moved along w so that u'w > -1, which keeps the step invertible (Rezende and Mohamed, 2015, appendix A.1).
 */
final class PlanarStep extends AbstractBlock implements RandomStart {
    private static final double FIRST_U = 0.1;
    private static final int[] CHANNELS = {1};

    private final int channels;
    private final Parameter u;
    private final Parameter w;
    private final Parameter b;

    PlanarStep(int channels) {
        this.channels = channels;
        u = addParameter(parameter("u", Parameter.Type.WEIGHT, new Shape(1, channels, 1, 1)));
        w = addParameter(parameter("w", Parameter.Type.WEIGHT, new Shape(1, channels, 1, 1)));
        b = addParameter(parameter("b", Parameter.Type.BIAS, new Shape(1, 1, 1, 1)));
    }

    private static Parameter parameter(String name, Parameter.Type type, Shape shape) {
        return Parameter.builder().setName(name).setType(type).optShape(shape).build();
    }

    /** u begins small, so that a new flow is near the identity; w has about unit length. */
    @Override
    public void start(Function<String, RandomGenerator> stream) {
        fill(u, FIRST_U, stream.apply("u"));
        fill(w, 1 / Math.sqrt(channels), stream.apply("w"));
    }

    private static void fill(Parameter parameter, double deviation, RandomGenerator random) {
        float[] values = new float[Math.toIntExact(parameter.getShape().size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        Tensors.set(parameter.getArray(), values);
    }

    @Override
    protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray z = inputs.singletonOrThrow();
        NDArray weight = store.getValue(w, z.getDevice(), training);
        NDArray h = Tensors.tanh(z.mul(weight).sum(CHANNELS, true).add(store.getValue(b, z.getDevice(), training)));
        NDArray learnt = store.getValue(u, z.getDevice(), training);
        NDArray inner = learnt.mul(weight).sum(CHANNELS, true);
        NDArray allowed = Tensors.softplus(inner).sub(1);
        NDArray direction = learnt.add(allowed.sub(inner).div(weight.square().sum(CHANNELS, true)).mul(weight));
        NDArray logDeterminant = h.square().neg().add(1).mul(allowed).add(1).log();
        // A pixel's log-determinant belongs to all of its channels alike.
        return new NDList(z.add(h.mul(direction)), z.zerosLike().add(logDeterminant.div(channels)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0], inputs[0]};
    }
}
