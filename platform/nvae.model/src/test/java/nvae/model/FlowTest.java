package nvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.training.ParameterStore;
import java.util.Map;
import nvae.api.distribution.FlowType;
import nvae.api.part.Options;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;
import org.junit.jupiter.api.Test;

/** A model with flows on its posterior, here z' = 2z, whose log-determinant is log 2 in every element. */
class FlowTest {
    private static final float FACTOR = 2;

    @Test
    void flowsMoveTheSampleOneAfterTheOther() {
        try (NDManager manager = NDManager.newBaseManager()) {
            for (GroupPass group : pass(manager, 2).groups()) {
                float[] moved = group.sample().mul(FACTOR * FACTOR).toFloatArray();
                assertThat(group.latent().toFloatArray()).containsExactly(moved, within(1e-5f));
                assertThat(group.logDeterminant().mean().getFloat()).isCloseTo((float) (2 * Math.log(FACTOR)), within(1e-5f));
            }
        }
    }

    @Test
    void theKlIsTakenAtTheSample() {
        try (NDManager manager = NDManager.newBaseManager()) {
            for (GroupPass group : pass(manager, 1).groups()) {
                NDArray logQ = group.posterior().logDensity(group.sample()).sub(Math.log(FACTOR));
                NDArray logP = group.prior().logDensity(group.sample().mul(FACTOR));

                assertThat(group.kl().toFloatArray()).containsExactly(logQ.sub(logP).toFloatArray(), within(1e-4f));
                assertThat(group.logPosterior().sub(group.logPrior()).toFloatArray())
                        .containsExactly(Tensors.sumPerImage(group.kl()).toFloatArray(), within(1e-3f));
            }
        }
    }

    private static Pass pass(NDManager manager, int flows) {
        ModelConfiguration configuration = ModelConfiguration.read(SmallModel.with(Map.of("flowsPerGroup", flows, "flow", "doubling")));
        HierarchicalVae model =
                new ModelComposer(new ExtraPart("doubling", new Doubling())).compose(configuration, SmallModel.IMAGES);
        model.initialize(manager, 1);
        return model.forward(new ParameterStore(manager, false), SmallModel.images(model, manager, 2), Noise.seeded(1, 0), false);
    }

    private static final class Doubling implements FlowType {
        @Override
        public Block create(int latentChannels, int featureChannels, Options options) {
            return new LambdaBlock(inputs -> {
                NDArray z = inputs.get(0);
                return new NDList(z.mul(FACTOR), z.onesLike().mul(Math.log(FACTOR)));
            });
        }
    }
}
