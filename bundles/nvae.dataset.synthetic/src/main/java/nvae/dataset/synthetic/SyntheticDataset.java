package nvae.dataset.synthetic;

import java.io.IOException;
import java.util.random.RandomGenerator;
import nvae.api.data.Dataset;
import nvae.api.data.DatasetType;
import nvae.api.data.ImageArray;
import nvae.api.data.MemoryDataset;
import nvae.api.part.Options;
import nvae.api.part.Part;
import nvae.api.tensor.Streams;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Made-up images of any size: in every channel one soft round spot, somewhere, on black. For timing a model, or trying one out, where the
 * real images are not at hand; always the same images.
 */
@Component
@Part(kind = DatasetType.KIND, name = "synthetic")
@Designate(ocd = SyntheticDataset.Settings.class)
public final class SyntheticDataset implements DatasetType {
    private static final long SEED = 0;
    private static final double BRIGHTEST = 255;

    @ObjectClassDefinition(name = "Synthetic", description = "Made-up images of any size, for timing or trying out a model.")
    @interface Settings {
        @AttributeDefinition(description = "Channels of an image: 1 for grey, 3 for colour.", min = "1", max = "16")
        int channels() default 3;

        @AttributeDefinition(description = "Pixels from top to bottom.", min = "1", max = "1024")
        int height() default 32;

        @AttributeDefinition(description = "Pixels from left to right.", min = "1", max = "1024")
        int width() default 32;

        @AttributeDefinition(description = "How many training images.", min = "1")
        int trainImages() default 512;

        @AttributeDefinition(description = "How many test images.", min = "1")
        int testImages() default 128;
    }

    @Override
    public Dataset open(Options options) throws IOException {
        Settings settings = options.as(Settings.class);
        return new MemoryDataset(spots(settings, "train", settings.trainImages()), spots(settings, "test", settings.testImages()));
    }

    private static ImageArray spots(Settings settings, String name, int images) throws IOException {
        int height = settings.height();
        int width = settings.width();
        long bytes = (long) images * settings.channels() * height * width;
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new IOException("%d %s images of %dx%dx%d do not fit in memory at once; lower '%sImages'"
                    .formatted(images, name, settings.channels(), height, width, name));
        }
        byte[] pixels = new byte[(int) bytes];
        RandomGenerator random = Streams.of(SEED, 0, name);
        for (int plane = 0; plane < images * settings.channels(); plane++) {
            paint(pixels, plane * height * width, height, width, random);
        }
        return new ImageArray(pixels, settings.channels(), height, width);
    }

    /** exp(-d^2 / 2 r^2) around a random centre, with a random radius r of an eighth to a third of the image. */
    private static void paint(byte[] pixels, int from, int height, int width, RandomGenerator random) {
        double centreY = random.nextDouble() * height;
        double centreX = random.nextDouble() * width;
        double r = (1.0 / 8 + random.nextDouble() * (1.0 / 3 - 1.0 / 8)) * Math.min(height, width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double squaredDistance = (y - centreY) * (y - centreY) + (x - centreX) * (x - centreX);
                pixels[from + y * width + x] = (byte) Math.round(BRIGHTEST * Math.exp(-squaredDistance / (2 * r * r)));
            }
        }
    }
}
