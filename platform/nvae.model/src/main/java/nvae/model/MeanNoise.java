package nvae.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import nvae.api.tensor.Noise;

/** No noise: every normal number is its mean, every uniform one its median. */
enum MeanNoise implements Noise {
    INSTANCE;

    @Override
    public NDArray normal(NDManager manager, String variable, Shape shape) {
        return manager.zeros(shape);
    }

    @Override
    public NDArray uniform(NDManager manager, String variable, Shape shape) {
        return manager.full(shape, 0.5f);
    }
}
