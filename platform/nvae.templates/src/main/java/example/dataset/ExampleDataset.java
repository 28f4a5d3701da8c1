package example.dataset;

import java.util.SplittableRandom;
import nvae.api.data.Dataset;
import nvae.api.data.DatasetType;
import nvae.api.data.ImageArray;
import nvae.api.data.MemoryDataset;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Made-up images: a white disc of random size and place on black. */
@Component
@Part(kind = DatasetType.KIND, name = "example")
@Designate(ocd = ExampleDataset.Options.class)
public final class ExampleDataset implements DatasetType {
    @ObjectClassDefinition(name = "Example dataset", description = "A white disc of random size and place, one channel.")
    @interface Options {
        @AttributeDefinition(name = "Side", description = "Height and width in pixels.", min = "8", max = "256")
        int side() default 28;

        @AttributeDefinition(name = "Training images", description = "How many.", min = "1")
        int train() default 1000;

        @AttributeDefinition(name = "Test images", description = "How many.", min = "1")
        int test() default 200;
    }

    @Override
    public Dataset open(nvae.api.part.Options options) {
        Options chosen = options.as(Options.class);
        SplittableRandom random = new SplittableRandom(1);
        return new MemoryDataset(discs(chosen.train(), chosen.side(), random), discs(chosen.test(), chosen.side(), random));
    }

    private static ImageArray discs(int images, int side, SplittableRandom random) {
        byte[] pixels = new byte[images * side * side];
        for (int image = 0; image < images; image++) {
            double radius = random.nextDouble(side / 8.0, side / 3.0);
            double row = random.nextDouble(radius, side - radius);
            double column = random.nextDouble(radius, side - radius);
            for (int i = 0; i < side * side; i++) {
                boolean inside = Math.hypot(i / side - row, i % side - column) < radius;
                pixels[image * side * side + i] = (byte) (inside ? 255 : 0);
            }
        }
        return new ImageArray(pixels, 1, side, side);
    }
}
