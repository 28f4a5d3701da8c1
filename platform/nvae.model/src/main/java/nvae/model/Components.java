package nvae.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nvae.api.layer.Chain;
import nvae.api.layer.Convolution;
import nvae.model.tower.Blocks;
import nvae.model.tower.Decoder;
import nvae.model.tower.EncoderTower;
import nvae.model.tower.FlowChain;

/**
 * The blocks of a model.
 *
 * @param firstFeatureShape [C,H,W] of the decoder's state at the top
 * @param stem images to features
 * @param preprocess features to the largest latent resolution
 * @param encoderTower the way up
 * @param topFeatures what the encoder does to its top features, for group 0 only
 * @param posteriorSamplers features to raw parameters of the posterior, for every group
 * @param priorSamplers the decoder's state to raw parameters of the prior, for every group but 0
 * @param flowChains flows of every group; empty if there are none
 * @param decoder the way down
 * @param postprocess the decoder's last state to the images' resolution
 * @param imageHead features to the likelihood's channels
 */
record Components(
        Shape firstFeatureShape,
        Convolution stem,
        Chain preprocess,
        EncoderTower encoderTower,
        Chain topFeatures,
        List<Convolution> posteriorSamplers,
        List<Chain> priorSamplers,
        List<FlowChain> flowChains,
        Decoder decoder,
        Chain postprocess,
        Chain imageHead) {

    /** Every block by name, in the order in which a model has its parameters. */
    Map<String, Block> inOrder() {
        Map<String, Block> blocks = new LinkedHashMap<>();
        blocks.put("stem", stem);
        blocks.put("preprocess", preprocess);
        blocks.put("encoderTower", encoderTower);
        blocks.put("topFeatures", topFeatures);
        putGroups(blocks, "posteriorSampler", posteriorSamplers, 0);
        putGroups(blocks, "priorSampler", priorSamplers, 1);
        putGroups(blocks, "flows", flowChains, 0);
        blocks.put("decoder", decoder);
        blocks.put("postprocess", postprocess);
        blocks.put("imageHead", imageHead);
        return blocks;
    }

    /** x_enc + conv(state) of a group below the top. */
    NDArray combine(ParameterStore store, int group, NDArray features, NDArray state, boolean training) {
        return encoderTower.combiners().get(group - 1).combine(store, features, state, training);
    }

    NDArray posteriorSampler(ParameterStore store, int group, NDArray features, boolean training) {
        return Blocks.apply(posteriorSamplers.get(group), store, training, features);
    }

    NDArray priorSampler(ParameterStore store, int group, NDArray state, boolean training) {
        return Blocks.apply(priorSamplers.get(group - 1), store, training, state);
    }

    Optional<FlowChain> flows(int group) {
        return flowChains.isEmpty() ? Optional.empty() : Optional.of(flowChains.get(group));
    }

    /** Initializes every block for images of this shape. */
    void initialize(NDManager manager, DataType type, Hierarchy hierarchy, Shape images) {
        stem.initialize(manager, type, images);
        Shape[] features = stem.getOutputShapes(new Shape[] {images});
        preprocess.initialize(manager, type, features);
        features = preprocess.getOutputShapes(features);
        encoderTower.initialize(manager, type, features);
        features = encoderTower.getOutputShapes(features);
        topFeatures.initialize(manager, type, features[0]);
        Shape first = new Shape(images.get(0)).addAll(firstFeatureShape);
        for (Hierarchy.Group group : hierarchy.groups()) {
            Shape kept = features[group.index()];
            posteriorSamplers.get(group.index()).initialize(manager, type, kept);
            if (!flowChains.isEmpty()) {
                flowChains.get(group.index()).initialize(manager, type, group.shape(images.get(0)), kept);
            }
        }
        initializePriorSamplers(manager, type, hierarchy, first);
        decoder.initialize(manager, type, first);
        Shape[] state = decoder.getOutputShapes(new Shape[] {first});
        postprocess.initialize(manager, type, state);
        imageHead.initialize(manager, type, postprocess.getOutputShapes(state));
    }

    private void initializePriorSamplers(NDManager manager, DataType type, Hierarchy hierarchy, Shape first) {
        for (Hierarchy.Group group : hierarchy.groups().subList(1, hierarchy.size())) {
            long channels = first.get(1) >> group.scale();
            Shape state = new Shape(first.get(0), channels, group.height(), group.width());
            priorSamplers.get(group.index() - 1).initialize(manager, type, state);
        }
    }

    private static void putGroups(Map<String, Block> blocks, String name, List<? extends Block> ofGroups, int firstGroup) {
        for (int i = 0; i < ofGroups.size(); i++) {
            blocks.put(name + (firstGroup + i), ofGroups.get(i));
        }
    }
}
