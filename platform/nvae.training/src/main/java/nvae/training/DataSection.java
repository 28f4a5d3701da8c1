package nvae.training;

import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Marks the section {@code data} of a configuration: what is done to images before a model sees them. */
@Component(service = DataSection.class)
@Part(kind = "section", name = "data")
@Designate(ocd = DataSection.Options.class)
public final class DataSection {

    /** How images are prepared, and how many of them are used. */
    @ObjectClassDefinition(name = "Data", description = "What is done to images before a model sees them")
    public @interface Options {
        @AttributeDefinition(name = "Padding", description = "Black pixels added on every side: 2 makes 28x28 images 32x32", min = "0", max = "64")
        int pad() default 2;

        @AttributeDefinition(
                name = "Binarize",
                description = "Draw every pixel from a Bernoulli distribution with the pixel's value: anew in every epoch for training, once for testing")
        boolean binarize() default true;

        @AttributeDefinition(
                name = "Bits",
                description = "Bits of a channel that are kept; a likelihood that counts bits must count as many",
                min = "1", max = "8")
        int bits() default 8;

        @AttributeDefinition(name = "Training images", description = "Use the first so many training images; 0 for all", min = "0")
        int trainImages() default 0;

        @AttributeDefinition(name = "Test images", description = "Use the first so many test images; 0 for all", min = "0")
        int testImages() default 0;
    }
}
