package nvae.regularizer.spectral;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.layer.Convolution;
import nvae.api.training.LogAnnealing;
import nvae.api.training.Regularizer;

/** The sum of the largest singular values of convolutions, their weights seen as [O, rest] matrices; those of one shape move as one. */
final class Spectral implements Regularizer {
    private final Map<MatrixShape, List<Convolution>> convolutions = new LinkedHashMap<>();
    private final Map<MatrixShape, PowerIteration> iterations = new LinkedHashMap<>();
    private final NDArray calls;
    private final LogAnnealing annealing;
    private final int iterationsPerCall;
    private final int firstIterations;
    private boolean started;

    Spectral(Collection<Convolution> convolutions, NDManager manager, long seed, SpectralRegularizer.Options options) {
        for (Convolution convolution : convolutions) {
            MatrixShape shape = MatrixShape.of(convolution.weightShape());
            this.convolutions.computeIfAbsent(shape, s -> new ArrayList<>()).add(convolution);
        }
        this.convolutions.forEach((shape, members) -> iterations.put(shape, PowerIteration.start(shape, members.size(), manager, seed)));
        calls = manager.create(0f);
        annealing = new LogAnnealing(options.initialCoefficient(), options.coefficient());
        iterationsPerCall = options.iterations();
        firstIterations = options.firstIterations();
    }

    @Override
    public NDArray penalty() {
        int count = iterationsOfThisCall();
        NDList sigmas = new NDList(convolutions.size());
        convolutions.forEach((shape, members) -> sigmas.add(iterations.get(shape).sumOfLargest(weights(members), count)));
        return sigmas.isEmpty() ? calls.zerosLike() : NDArrays.stack(sigmas).sum();
    }

    /** Many the first time, few from then on; whether there was a first time is read until there was one before: it may be undone. */
    private int iterationsOfThisCall() {
        if (!started && calls.getFloat() == 0) {
            calls.addi(1);
            return firstIterations;
        }
        started = true;
        return iterationsPerCall;
    }

    private static NDList weights(List<Convolution> convolutions) {
        return new NDList(convolutions.stream().map(Convolution::effectiveWeight).toList());
    }

    @Override
    public float coefficient(float klCoefficient) {
        return annealing.at(klCoefficient);
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        state.put("calls", calls);
        iterations.forEach((shape, iteration) -> state.put("u." + shape, iteration.u()));
        return state;
    }
}
