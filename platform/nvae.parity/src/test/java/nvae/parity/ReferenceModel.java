package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.List;
import nvae.api.distribution.ImageDistribution;
import nvae.api.distribution.LikelihoodType;
import nvae.api.layer.BatchNorm;
import nvae.api.layer.Layers;
import nvae.api.part.PartRef;
import nvae.api.part.Parts;
import nvae.api.tensor.Noise;
import nvae.model.HierarchicalVae;
import nvae.model.ModelComposer;
import nvae.model.ModelConfiguration;
import nvae.model.Pass;
import nvae.testkit.ClassPathParts;

/** The model of a golden file, in the state that its case {@code state} records. */
final class ReferenceModel {
    private static final Parts PARTS = new ClassPathParts();

    private final GoldenCase state;
    private final NDManager manager;
    private final ModelConfiguration configuration;
    private final HierarchicalVae model;
    private final ParameterStore store;

    /** Composes the model from the state's hyper-parameters and gives it the state's numbers. */
    ReferenceModel(GoldenCase golden, NDManager manager) {
        state = golden.sibling("state");
        this.manager = manager;
        ReferenceArchitecture architecture = new ReferenceArchitecture(state.hyper());
        int size = (int) golden.sibling("input").array("x").shape().get(2);
        configuration = ModelConfiguration.read(architecture.model());
        model = new ModelComposer(PARTS).compose(configuration, architecture.images(size));
        model.initialize(manager, 0);
        store = new ParameterStore(manager, false);
        set("param.", learned());
        set("buf.", statistics());
    }

    HierarchicalVae model() {
        return model;
    }

    ParameterStore store() {
        return store;
    }

    /** The batch that every case is about. */
    NDArray images() {
        return state.sibling("input").array("x", manager);
    }

    /** The noise that was recorded as set so and so. */
    Noise noise(int set) {
        return GroupNoise.of(state.sibling("input"), "eps.set" + set);
    }

    Pass forward(Noise noise, boolean training) {
        return model.forward(store, images(), noise, training);
    }

    /** Learned parameters in the reference's order. */
    List<Parameter> learned() {
        return model.getParameters().values().stream().filter(Parameter::requiresGradient).toList();
    }

    /** The learned parameters' arrays. */
    NDList parameters() {
        return new NDList(learned().stream().map(Parameter::getArray).toList());
    }

    /** Running means and variances in the reference's order. */
    List<Parameter> statistics() {
        return Layers.in(model, BatchNorm.class).stream()
                .flatMap(norm -> norm.getDirectParameters().values().stream())
                .filter(parameter -> !parameter.requiresGradient())
                .toList();
    }

    /** The running statistics that a case records must be the model's now. */
    void expectStatistics(GoldenCase golden, Verdict verdict) {
        List<String> names = state.startingWith("buf.").stream().map(array -> array.name().substring("buf.".length())).toList();
        golden.startingWith("buf_after.").forEach(array -> {
            int place = names.indexOf(array.name().substring("buf_after.".length()));
            verdict.expect(array.name(), statistics().get(place).getArray());
        });
    }

    /** The state's names of the learned parameters, in order. */
    List<String> names() {
        return state.startingWith("param.").stream().map(array -> array.name().substring("param.".length())).toList();
    }

    /** The distribution of images for raw outputs, padding included. */
    ImageDistribution distribution(NDArray raw) {
        PartRef likelihood = configuration.likelihood();
        return likelihood.in(PARTS, LikelihoodType.class, LikelihoodType.KIND).create(likelihood.options()).of(raw);
    }

    private void set(String prefix, List<Parameter> parameters) {
        List<GoldenArray> values = state.startingWith(prefix);
        List<?> expected = values.stream().map(GoldenArray::shape).toList();
        List<?> actual = parameters.stream().map(Parameter::getShape).toList();
        if (!expected.equals(actual)) {
            throw new AssertionError(state + ": the model's shapes " + actual + " are not the state's " + prefix + " shapes " + expected);
        }
        for (int i = 0; i < values.size(); i++) {
            parameters.get(i).getArray().set(values.get(i).values());
        }
    }
}
