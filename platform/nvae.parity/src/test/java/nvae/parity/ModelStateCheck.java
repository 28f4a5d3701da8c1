package nvae.parity;

import ai.djl.ndarray.NDManager;
import nvae.api.layer.BatchNorm;
import nvae.api.layer.Convolution;
import nvae.api.layer.Layers;
import nvae.model.HierarchicalVae;

/** A whole model's parts and numbers: the recorded state and inputs fit the composed model, in the recorded order. */
final class ModelStateCheck implements GoldenCheck {
    @Override
    public boolean handles(String file, String function) {
        return function.startsWith("AutoEncoder.state_dict") || function.equals("inputs");
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        ReferenceModel reference = new ReferenceModel(golden, manager);
        reference.forward(reference.noise(0), false);
        GoldenCase state = golden.sibling("state");
        HierarchicalVae model = reference.model();
        requireEqual(state, "all_conv_layers", Layers.in(model, Convolution.class).size());
        requireEqual(state, "all_bn_layers", Layers.in(model, BatchNorm.class).size());
        requireEqual(state, "z_shapes_top_down", model.hierarchy().size());
    }

    private static void requireEqual(GoldenCase state, String list, int actual) {
        int expected = state.hyper().getAsJsonArray(list).size();
        if (expected != actual) {
            throw new AssertionError(state + ": the model has " + actual + " where " + list + " has " + expected);
        }
    }
}
