package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nvae.api.layer.Convolution;
import nvae.flow.iaf.AutoregressiveCell;
import nvae.flow.iaf.AutoregressiveMask;
import nvae.flow.iaf.MixtureLogisticCdf;
import nvae.flow.iaf.PairedCells;
import nvae.flow.iaf.Shift;
import nvae.flow.iaf.Transform;
import nvae.testkit.Gradients;

/** Autoregressive masks, masked convolutions, cells, and the mixture-logistic-CDF transform. */
final class FlowCheck implements GoldenCheck {
    private interface Check {
        void check(GoldenCase golden, NDManager manager, Verdict verdict);
    }

    private static final int EXPANSION = 6;
    private static final String DEPTHWISE_WEIGHT = "conv.convz.2.weight";

    private static final Map<String, Check> CHECKS = Map.of(
            "neural_ar_operations.create_conv_mask", (golden, manager, verdict) -> verdict.expect("out.mask", mask(golden, "c_in", "c_out",
                    "kernel_size").values()),
            "neural_ar_operations.ARConv2d", (golden, manager, verdict) -> new BlockCheck(golden, manager, verdict).check(convolution(golden)),
            "model.CellAR (use_mix_log_cdf=False)", (golden, manager, verdict) ->
                    new BlockCheck(golden, manager, verdict).check(cell(golden, golden.integer("hidden"), new Shift())),
            "model.CellAR with use_mix_log_cdf=True (dead code in the reference)", (golden, manager, verdict) ->
                    new BlockCheck(golden, manager, verdict).check(cell(
                            golden, EXPANSION * golden.integer("num_z"), new MixtureLogisticCdf(golden.integer("num_mix")))),
            "model.PairedCellAR", (golden, manager, verdict) -> new BlockCheck(golden, manager, verdict).check(
                    new PairedCells(golden.integer("num_z"), EXPANSION, kernel(golden, "param.cell1." + DEPTHWISE_WEIGHT), new Shift())),
            "neural_ar_operations.mix_log_cdf_flow", FlowCheck::mixtureLogisticCdf);

    @Override
    public boolean handles(String file, String function) {
        return CHECKS.containsKey(function);
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        CHECKS.get(golden.function()).check(golden, manager, verdict);
    }

    private static AutoregressiveMask mask(GoldenCase golden, String in, String out, String kernel) {
        return new AutoregressiveMask(
                golden.integer(in), golden.integer(out), golden.integer(kernel), golden.integer("groups"), golden.flag("zero_diag"),
                golden.flag("mirror"));
    }

    private static Convolution convolution(GoldenCase golden) {
        AutoregressiveMask mask = mask(golden, "C_in", "C_out", "kernel");
        return Convolution.of(mask.inChannels(), mask.outChannels(), mask.kernel()).groups(mask.groups()).mask(mask.values()).build();
    }

    private static AutoregressiveCell cell(GoldenCase golden, int hidden, Transform transform) {
        int latentChannels = golden.integer("num_z");
        return new AutoregressiveCell(
                latentChannels, hidden / latentChannels, kernel(golden, "param." + DEPTHWISE_WEIGHT), transform, golden.flag("mirror"));
    }

    private static int kernel(GoldenCase golden, String weight) {
        return (int) golden.array(weight).shape().get(2);
    }

    private static void mixtureLogisticCdf(GoldenCase golden, NDManager manager, Verdict verdict) {
        List<GoldenArray> inputs = golden.startingWith("in.");
        NDList values = new NDList();
        inputs.forEach(input -> values.add(input.in(manager)));
        NDList moved = transform(values);
        verdict.expect("out.new_z", moved.get(0));
        verdict.expect("out.log_det", moved.get(1));
        NDArray cotangents = golden.array("R.new_z", manager).stack(golden.array("R.log_det", manager));
        for (int i = 0; i < inputs.size(); i++) {
            int varied = i;
            NDArray gradient = Gradients.of(
                    values.get(i), x -> {
                        NDList both = transform(replaced(values, varied, x));
                        return both.get(0).stack(both.get(1));
                    }, cotangents);
            verdict.expect("grad." + inputs.get(i).name(), gradient);
        }
    }

    /** Inputs in the golden order: z, logits, means, log scales, a, b. */
    private static NDList transform(NDList in) {
        return MixtureLogisticCdf.apply(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4).squeeze(2), in.get(5).squeeze(2));
    }

    private static NDList replaced(NDList values, int index, NDArray value) {
        List<NDArray> copy = new ArrayList<>(values);
        copy.set(index, value);
        return new NDList(copy);
    }
}
