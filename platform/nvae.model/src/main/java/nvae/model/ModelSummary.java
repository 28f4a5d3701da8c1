package nvae.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.layer.BatchNorm;
import nvae.api.layer.Convolution;
import nvae.api.layer.Layers;

/**
 * How big a model is.
 *
 * @param parameters numbers that are learned, and the first feature, even where the plain VAE leaves it alone
 * @param parameterTensors arrays that these numbers stand in
 * @param convolutions convolutions, those of flows included
 * @param batchNorms batch norms
 * @param latentShapes [Z,H,W] of every group, top-down
 * @param parametersByComponent the parameters of every component in the model's order; the groups' samplers and flows are
 *     summed up, and components without parameters are left out
 */
public record ModelSummary(
        long parameters,
        int parameterTensors,
        int convolutions,
        int batchNorms,
        List<Shape> latentShapes,
        Map<String, Long> parametersByComponent) {

    /**
     * Counts a model. It need not be initialized if its parameters know their shapes, as those of {@code nvae.api.layer} do: a model of any
     * size is counted in no time and memory.
     *
     * @throws IllegalStateException if a parameter has no shape yet; initialize the model, then count it
     */
    public static ModelSummary of(HierarchicalVae model) {
        List<Parameter> parameters = model.getParameters().values();
        List<Parameter> first = model.getDirectParameters().values();
        Map<String, Long> byComponent = new LinkedHashMap<>();
        model.getDirectParameters().forEach(parameter -> byComponent.put(parameter.getKey(), size(parameter.getValue())));
        model.getChildren().forEach(child -> byComponent.merge(componentOf(child.getKey()), count(child.getValue()), Long::sum));
        byComponent.values().removeIf(count -> count == 0);
        return new ModelSummary(
                byComponent.values().stream().mapToLong(Long::longValue).sum(),
                (int) parameters.stream().filter(parameter -> learned(parameter) || first.contains(parameter)).count(),
                Layers.in(model, Convolution.class).size(),
                Layers.in(model, BatchNorm.class).size(),
                model.hierarchy().groups().stream().map(group -> group.shape(1).slice(1)).toList(),
                byComponent);
    }

    /** How many groups of latent variables there are. */
    public int groups() {
        return latentShapes.size();
    }

    /** "03posteriorSampler12" without its numbers. */
    private static String componentOf(String child) {
        return child.replaceAll("^\\d+|\\d+$", "");
    }

    private static long count(Block block) {
        return block.getParameters().values().stream().filter(ModelSummary::learned).mapToLong(ModelSummary::size).sum();
    }

    private static boolean learned(Parameter parameter) {
        return parameter.requiresGradient();
    }

    private static long size(Parameter parameter) {
        if (parameter.getShape() == null) {
            throw new IllegalStateException("parameter " + parameter.getName() + " has no shape before the model is initialized");
        }
        return parameter.getShape().size();
    }
}
