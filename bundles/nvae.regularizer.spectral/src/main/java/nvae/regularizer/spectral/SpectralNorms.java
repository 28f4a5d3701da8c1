package nvae.regularizer.spectral;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.layer.Convolution;
import nvae.api.tensor.Tensors;
import nvae.api.training.Constraint;

/** Divides the weights of convolutions by their largest singular values. The vectors of those of one shape move as one. */
final class SpectralNorms implements Constraint {
    private final Map<MatrixShape, List<Held>> byShape = new LinkedHashMap<>();
    private final float bound;
    private final boolean onlyAbove;
    private final int iterations;

    SpectralNorms(Map<String, Convolution> convolutions, NDManager manager, long seed, SpectralNormalization.Options options) {
        bound = (float) options.bound();
        onlyAbove = options.onlyAbove();
        iterations = options.iterations();
        convolutions.forEach((path, convolution) -> byShape
                .computeIfAbsent(MatrixShape.of(convolution.weightShape()), shape -> new ArrayList<>())
                .add(Held.start(path, convolution, manager, seed)));
        try (NDManager first = manager.newSubManager()) {
            for (Held held : all()) {
                held.vectors().forEach(vector -> vector.tempAttach(first));
                held.convolution().getParameters().values().forEach(parameter -> parameter.getArray().tempAttach(first));
            }
            follow(options.firstIterations());
        }
        int firstIterations = options.firstIterations();
        byShape.forEach((shape, members) -> members.forEach(held -> held.convolution().constrain(
                weight -> normalized(weight, held), weight -> follow(List.of(held), shape.matrices(new NDList(weight)), firstIterations))));
    }

    @Override
    public void follow() {
        follow(iterations);
    }

    private void follow(int count) {
        byShape.forEach((shape, members) -> {
            NDList weights = new NDList(members.stream().map(held -> held.convolution().unconstrainedWeight()).toList());
            follow(members, shape.matrices(weights), count);
        });
    }

    /** @param matrices [K,O,rest], one for each of the K members */
    private static void follow(List<Held> members, NDArray matrices, int count) {
        NDArray start = Tensors.concat(new NDList(members.stream().map(Held::left).toList()), 0);
        SingularVectors found = SingularVectors.of(matrices, start, count);
        for (int i = 0; i < members.size(); i++) {
            Tensors.set(members.get(i).left(), found.left().get(i).expandDims(0));
            Tensors.set(members.get(i).right(), found.right().get(i).expandDims(0));
        }
    }

    /** W bound / (u^T W v); u and v are constants, so the gradient is Miyato's (eq. 12). */
    private NDArray normalized(NDArray weight, Held held) {
        Shape shape = weight.getShape();
        NDArray matrix = weight.reshape(1, shape.get(0), shape.size() / shape.get(0));
        NDArray sigma = new SingularVectors(held.left(), held.right()).sumOfValues(matrix).reshape(1, 1, 1, 1).div(bound);
        return weight.div(sigma.maximum(onlyAbove ? 1 : Float.MIN_NORMAL));
    }

    private List<Held> all() {
        return byShape.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        for (Held held : all()) {
            state.put("u." + held.path(), held.left());
            state.put("v." + held.path(), held.right());
        }
        return state;
    }

    /**
     * A convolution and the singular vectors of its weight.
     *
     * @param left u, [1,O,1]
     * @param right v, [1,rest,1]
     */
    private record Held(String path, Convolution convolution, NDArray left, NDArray right) {
        static Held start(String path, Convolution convolution, NDManager manager, long seed) {
            MatrixShape shape = MatrixShape.of(convolution.weightShape());
            return new Held(
                    path, convolution, SingularVectors.start(shape, 1, manager, seed), manager.zeros(new Shape(1, shape.columns(), 1)));
        }

        List<NDArray> vectors() {
            return List.of(left, right);
        }
    }
}
