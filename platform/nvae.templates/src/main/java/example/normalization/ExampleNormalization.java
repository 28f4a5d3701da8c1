package example.normalization;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import nvae.api.cell.Normalization;
import nvae.api.cell.NormalizationType;
import nvae.api.layer.Pointwise;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Every pixel's features divided by their root mean square over the channels (Karras et al., 2018, section 4.2). */
@Component
@Part(kind = NormalizationType.KIND, name = "example")
@Designate(ocd = ExampleNormalization.Options.class)
public final class ExampleNormalization implements NormalizationType {
    @ObjectClassDefinition(name = "Example normalization", description = "Each pixel's features by their root mean square.")
    @interface Options {
        @AttributeDefinition(name = "Epsilon", description = "Added to the mean square, so that it never is 0.", min = "0")
        double epsilon() default 1e-6;
    }

    @Override
    public Normalization create(nvae.api.part.Options options) {
        return new PerPixel(options.as(Options.class).epsilon());
    }

    private record PerPixel(double epsilon) implements Normalization {
        @Override
        public Block features(int channels) {
            return new Pointwise(this::normalized);
        }

        private NDArray normalized(NDArray x) {
            NDArray meanSquare = x.square().mean(new int[] {1}, true);
            return x.div(meanSquare.add(epsilon).sqrt());
        }

        @Override
        public boolean normalizesFeatures() {
            return true;
        }

        @Override
        public boolean normalizesWeights() {
            return false;
        }
    }
}
