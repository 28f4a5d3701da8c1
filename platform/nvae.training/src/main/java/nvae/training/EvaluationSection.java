package nvae.training;

import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Marks the section {@code evaluation} of a configuration: what is measured and drawn from a trained model. */
@Component(service = EvaluationSection.class)
@Part(kind = "section", name = "evaluation")
@Designate(ocd = EvaluationSection.Options.class)
public final class EvaluationSection {

    /** What is measured and drawn. */
    @ObjectClassDefinition(name = "Evaluation", description = "What is measured and drawn from a trained model")
    public @interface Options {
        @AttributeDefinition(
                name = "Importance samples",
                description = "Samples of z for each test image in the importance-weighted likelihood; 0 to leave it out",
                min = "0")
        int importanceSamples() default 10;

        @AttributeDefinition(name = "Batch size", description = "Test images, times samples of z, at once", min = "1")
        int batchSize() default 100;

        @AttributeDefinition(name = "Active units", description = "Count the latent variables that carry information about the image")
        boolean activeUnits() default true;

        @AttributeDefinition(name = "Samples", description = "Images in the picture of samples; 0 for none", min = "0", max = "1024")
        int samples() default 64;

        @AttributeDefinition(
                name = "Reconstructions", description = "Test images in the picture of reconstructions; 0 for none", min = "0", max = "1024")
        int reconstructions() default 32;

        @AttributeDefinition(name = "Temperature", description = "Multiplies the priors' scales when sampling", min = "0", max = "10")
        double temperature() default 1;

        @AttributeDefinition(
                name = "Readjust batch norm",
                description = "Batches of samples, of the batch size above, that batch-norm statistics are readjusted with before sampling; 0 for none",
                min = "0")
        int readjustBatchNorm() default 0;
    }
}
