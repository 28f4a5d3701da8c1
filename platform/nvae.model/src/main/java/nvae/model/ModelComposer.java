package nvae.model;

import ai.djl.nn.Block;
import nvae.api.cell.Resampling;
import nvae.api.distribution.Family;
import nvae.api.distribution.FamilyType;
import nvae.api.distribution.Likelihood;
import nvae.api.distribution.LikelihoodType;
import nvae.api.part.PartRef;
import nvae.api.part.Parts;

/** Composes models from parts. */
public final class ModelComposer {
    private final Parts parts;

    /** A composer that may use these parts. */
    public ModelComposer(Parts parts) {
        this.parts = parts;
    }

    /**
     * A model, not yet initialized: no memory is taken for its parameters.
     *
     * @throws InvalidModelException if a part is not there, or does not fit its place or the images
     */
    public HierarchicalVae compose(ModelConfiguration configuration, ImageFormat format) {
        Hierarchy hierarchy = Hierarchy.of(configuration, format);
        Family family = InvalidModelException.at("model.family", () -> {
            PartRef ref = configuration.family();
            return ref.in(parts, FamilyType.class, FamilyType.KIND).create(ref.options());
        });
        Likelihood likelihood = InvalidModelException.at("model.likelihood", () -> {
            PartRef ref = configuration.likelihood();
            return ref.in(parts, LikelihoodType.class, LikelihoodType.KIND).create(ref.options());
        });
        int imageParameters = InvalidModelException.at("model.likelihood", () -> likelihood.parameterChannels(format.channels()));
        int latentParameters = family.parametersPerLatent() * configuration.latentChannels();
        Architecture architecture =
                new Architecture(parts, configuration, hierarchy, format.channels(), latentParameters, imageParameters);
        return new HierarchicalVae(format, hierarchy, family, likelihood, architecture.components());
    }

    /**
     * One cell alone, as {@code model.cells} has it at a place.
     *
     * @param place the key below {@code model.cells}, for errors
     * @param channels that go in and, as nothing is resampled, come out
     * @throws InvalidModelException if a part is not there, or does not fit its place
     */
    public Block cell(String place, CellConfiguration configuration, int channels) {
        return new CellPlace(parts, place, configuration, true).cell(channels, Resampling.NONE);
    }
}
