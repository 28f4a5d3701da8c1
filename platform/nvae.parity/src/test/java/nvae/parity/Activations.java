package nvae.parity;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.model.GroupPass;
import nvae.model.Pass;

/**
 * Walks through a model block by block, with the latent variables that a pass has drawn, and compares the output of every block that a
 * golden case records as {@code act.<the reference's name of the block>}.
 */
final class Activations {
    private static final String COMBINER = "combiner";

    private final GoldenCase golden;
    private final ReferenceModel reference;
    private final List<GroupPass> groups;
    private final Verdict verdict;
    private final Map<String, Block> components;
    /** What the encoder keeps for the combiner of this name. */
    private final Map<String, NDArray> kept = new LinkedHashMap<>();

    Activations(GoldenCase golden, ReferenceModel reference, Pass pass, Verdict verdict) {
        this.golden = golden;
        this.reference = reference;
        this.groups = pass.groups();
        this.verdict = verdict;
        components = children(reference.model());
    }

    /** Runs every block once more in training mode; batch norms normalize with the batch's statistics, so nothing has changed for them. */
    void expect() {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray top = up();
            NDArray bottom = reference.model().hierarchy().plain()
                    ? run("stem_decoder", components.get("decoder"), groups.get(0).latent())
                    : down(top);
            run("image_conditional", components.get("imageHead"), each("post_process.", components.get("postprocess"), bottom));
        }
    }

    private NDArray up() {
        NDArray stem = run("stem", components.get("stem"), reference.images().mul(2).sub(1));
        NDArray features = each("pre_process.", components.get("preprocess"), stem);
        for (Map.Entry<String, Block> stage : children(components.get("encoderTower")).entrySet()) {
            if (stage.getKey().endsWith(COMBINER)) {
                kept.put(stage.getKey(), features);
            } else {
                features = run("enc_tower." + indexIn("encoderTower", stage.getKey()), stage.getValue(), features);
            }
        }
        NDArray top = run("enc0", components.get("topFeatures"), features);
        sample(0, top);
        return top;
    }

    private NDArray down(NDArray top) {
        Parameter first = reference.learned().get(0);
        NDArray state = top.getManager().ones(new Shape(top.getShape().get(0), 1, 1, 1)).mul(first.getArray());
        int group = 0;
        int index = 0;
        for (Map.Entry<String, Block> stage : children(components.get("decoder")).entrySet()) {
            String name = "dec_tower." + index++;
            if (stage.getKey().endsWith(COMBINER)) {
                if (group > 0) {
                    sampleFrom(group, state);
                }
                state = run(name, stage.getValue(), state, groups.get(group++).latent());
            } else {
                state = run(name, stage.getValue(), state);
            }
        }
        return state;
    }

    /** Prior, encoder's combiner and posterior of a group below the top. */
    private void sampleFrom(int group, NDArray state) {
        run("dec_sampler." + (group - 1), components.get("priorSampler" + group), state);
        String combiner = "group" + group + COMBINER;
        Block block = children(components.get("encoderTower")).get(combiner);
        sample(group, run("enc_tower." + indexIn("encoderTower", combiner), block, kept.get(combiner), state));
    }

    private void sample(int group, NDArray features) {
        run("enc_sampler." + group, components.get("posteriorSampler" + group), features);
        Block flows = components.get("flows" + group);
        if (flows != null) {
            NDArray z = groups.get(group).sample();
            int index = group * children(flows).size();
            for (Block flow : children(flows).values()) {
                z = run("nf_cells." + index++, flow, z, features);
            }
        }
    }

    private NDArray each(String prefix, Block chain, NDArray x) {
        NDArray y = x;
        int index = 0;
        for (Block block : children(chain).values()) {
            y = run(prefix + index++, block, y);
        }
        return y;
    }

    private NDArray run(String name, Block block, NDArray... inputs) {
        NDArray output = block.forward(reference.store(), new NDList(inputs), true).head();
        if (golden.has("act." + name)) {
            verdict.expect("act." + name, output);
        }
        return output;
    }

    private int indexIn(String tower, String stage) {
        return new ArrayList<>(children(components.get(tower)).keySet()).indexOf(stage);
    }

    /** By name, without the numbers that DJL puts before it. */
    private static Map<String, Block> children(Block block) {
        Map<String, Block> children = new LinkedHashMap<>();
        block.getChildren().forEach(child -> {
            String name = child.getKey().replaceFirst("^\\d+", "");
            children.put(children.containsKey(name) ? name + children.size() : name, child.getValue());
        });
        return children;
    }
}
