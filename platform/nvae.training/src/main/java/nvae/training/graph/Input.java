package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import nvae.api.tensor.Noise;

/** Something that enters a graph. */
sealed interface Input {
    /** Its array in a run. */
    NDArray array(NDArray images, Noise noise);

    /** Its array's shape, which is the same in every run. */
    Shape shape();

    /** Whether it is the same thing as another pass's input. */
    default boolean same(Input other) {
        return equals(other);
    }

    /** The images. */
    record Images(Shape shape) implements Input {
        @Override
        public NDArray array(NDArray images, Noise noise) {
            return images;
        }
    }

    /** Random numbers of one variable. */
    record Drawn(boolean normal, String variable, Shape shape) implements Input {
        @Override
        public NDArray array(NDArray images, Noise noise) {
            return normal ? noise.normal(images.getManager(), variable, shape) : noise.uniform(images.getManager(), variable, shape);
        }
    }

    /** The same array in every run. */
    sealed interface Fixed extends Input {
        /** It. */
        NDArray array();

        @Override
        default NDArray array(NDArray images, Noise noise) {
            return array();
        }

        @Override
        default Shape shape() {
            return array().getShape();
        }
    }

    /** An array that lasts from step to step: a parameter, a statistic, a vector of a power iteration. */
    record Lasting(NDArray array) implements Fixed {
        @Override
        public boolean same(Input other) {
            return other instanceof Lasting lasting && lasting.array == array;
        }
    }

    /** An array that was made during the pass and is the same in every one: ones, an interpolation's matrix. */
    record Constant(NDArray array) implements Fixed {
        @Override
        public boolean same(Input other) {
            return other instanceof Constant constant
                    && constant.array.getShape().equals(array.getShape())
                    && Arrays.equals(constant.array.toFloatArray(), array.toFloatArray());
        }
    }
}
