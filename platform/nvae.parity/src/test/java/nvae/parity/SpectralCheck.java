package nvae.parity;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import nvae.api.layer.Convolution;
import nvae.api.part.Options;
import nvae.api.training.Regularizer;
import nvae.regularizer.spectral.SpectralRegularizer;

/** Spectral regularization: converged, step by step from recorded vectors, and through weight norm. */
final class SpectralCheck implements GoldenCheck {
    private static final String SPECTRAL = "model.AutoEncoder.spectral_norm_parallel";
    private static final String THROUGH_WEIGHT_NORM = "spectral_norm_parallel on Conv2D.weight_normalized";
    private static final String START = "iter.u_init_";
    private static final String AFTER = "iter.u_after_call2_";

    @Override
    public boolean handles(String file, String function) {
        return function.equals(SPECTRAL) || function.equals(THROUGH_WEIGHT_NORM);
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        if (golden.function().equals(SPECTRAL)) {
            converged(golden, manager, verdict);
            stepByStep(golden, manager, verdict);
        } else {
            throughWeightNorm(golden, manager, verdict);
        }
    }

    private static void converged(GoldenCase golden, NDManager manager, Verdict verdict) {
        Model model = Model.plain(golden, manager);
        Regularizer regularizer = model.regularizer(golden.integer("power_iterations_converged"));
        verdict.expect("out.loss_converged", model.penalty(regularizer));
        List<GoldenArray> gradients = golden.startingWith("grad.in.w");
        for (int i = 0; i < gradients.size(); i++) {
            verdict.expect(gradients.get(i).name(), model.parameter(i, "weight").getGradient());
        }
    }

    private static void stepByStep(GoldenCase golden, NDManager manager, Verdict verdict) {
        Model model = Model.plain(golden, manager);
        Regularizer regularizer = model.regularizer(40);
        for (GoldenArray start : golden.startingWith(START)) {
            NDArray u = regularizer.state().get("u." + start.name().substring(START.length()));
            u.set(start.values());
            verdict.expect(start.name(), u);
        }
        verdict.expect("iter.loss_call1", model.penalty(regularizer));
        for (int i = 0; i < model.convolutions.size(); i++) {
            model.parameter(i, "weight").muli(1 + 0.1 * (i % 3)).addi(0.05 * (i % 2));
        }
        verdict.expect("iter.loss_call2", model.penalty(regularizer));
        for (GoldenArray after : golden.startingWith(AFTER)) {
            verdict.expect(after.name(), regularizer.state().get("u." + after.name().substring(AFTER.length())));
        }
    }

    private static void throughWeightNorm(GoldenCase golden, NDManager manager, Verdict verdict) {
        Convolution convolution = Convolution.of(golden.integer("C_in"), golden.integer("C_out"), golden.integer("kernel")).build();
        Model model = new Model(List.of(convolution), manager);
        model.parameter(0, "weight").set(golden.array("param.weight").values());
        model.parameter(0, "bias").set(golden.array("param.bias").values());
        model.parameter(0, "logNorm").set(golden.array("param.log_weight_norm").values());
        verdict.expect("out.loss", model.penalty(model.regularizer(4000)));
        verdict.expect("out.weight_normalized", convolution.effectiveWeight());
        verdict.expect("grad.param.weight", model.parameter(0, "weight").getGradient());
        verdict.expect("grad.param.log_weight_norm", model.parameter(0, "logNorm").getGradient());
    }

    /** Convolutions side by side. */
    private static final class Model {
        final List<Convolution> convolutions;
        final SequentialBlock all = new SequentialBlock();
        private final NDManager manager;

        Model(List<Convolution> convolutions, NDManager manager) {
            this.convolutions = convolutions;
            this.manager = manager;
            for (Convolution convolution : convolutions) {
                all.add(convolution);
                convolution.initialize(manager, DataType.FLOAT32, input(convolution));
            }
        }

        static Model plain(GoldenCase golden, NDManager manager) {
            List<GoldenArray> weights = golden.startingWith("in.w");
            List<Convolution> convolutions = new ArrayList<>();
            for (GoldenArray weight : weights) {
                Shape shape = weight.shape();
                convolutions.add(Convolution.of((int) shape.get(1), (int) shape.get(0), (int) shape.get(2))
                        .weightNorm(false).bias(false).build());
            }
            Model model = new Model(convolutions, manager);
            for (int i = 0; i < weights.size(); i++) {
                model.parameter(i, "weight").set(weights.get(i).values());
            }
            return model;
        }

        Regularizer regularizer(int firstIterations) {
            return new SpectralRegularizer().create(all, manager, 1, Options.of("firstIterations", firstIterations));
        }

        NDArray parameter(int convolution, String name) {
            return convolutions.get(convolution).getDirectParameters().get(name).getArray();
        }

        /** One step, after which the parameters have the penalty's gradients. */
        NDArray penalty(Regularizer regularizer) {
            all.getParameters().values().forEach(parameter -> parameter.getArray().setRequiresGradient(true));
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                ParameterStore store = new ParameterStore(manager, false);
                convolutions.forEach(convolution -> convolution.forward(store, new NDList(manager.zeros(input(convolution))), true));
                NDArray penalty = regularizer.penalty();
                collector.backward(penalty);
                return penalty;
            }
        }

        private static Shape input(Convolution convolution) {
            Shape weight = convolution.weightShape();
            return new Shape(1, weight.get(1), weight.get(2), weight.get(3));
        }
    }
}
