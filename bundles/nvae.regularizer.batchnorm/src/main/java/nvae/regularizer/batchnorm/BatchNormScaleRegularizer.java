package nvae.regularizer.batchnorm;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import nvae.api.layer.BatchNorm;
import nvae.api.layer.Layers;
import nvae.api.part.Part;
import nvae.api.training.Regularizer;
import nvae.api.training.RegularizerType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Batch-norm scale regularization (NVAE, section 3.1): the sum of each batch norm's largest |gamma|, the norm's Lipschitz constant. */
@Component
@Part(kind = RegularizerType.KIND, name = "batch-norm-scale")
@Designate(ocd = BatchNormScaleRegularizer.Options.class)
public final class BatchNormScaleRegularizer implements RegularizerType {
    @Override
    public Regularizer create(Block model, NDManager manager, long seed, nvae.api.part.Options options) {
        return new BatchNormScale(Layers.in(model, BatchNorm.class), manager, options.as(Options.class));
    }

    /** The default is NVAE's. */
    @ObjectClassDefinition(name = "Batch-norm scale", description = "Penalizes the largest |gamma| of every batch norm.")
    @interface Options {
        @AttributeDefinition(name = "Coefficient", description = "What the sum of the scales is multiplied with.", min = "0")
        double coefficient() default 0.01;

        @AttributeDefinition(
                name = "Initial coefficient",
                description = "Where the coefficient starts while the KL coefficient is small, to move to its value in log space with it;"
                        + " 0 for no annealing.",
                min = "0")
        double initialCoefficient() default 0;
    }
}
