package nvae.dataset.idx;

import java.io.IOException;
import java.nio.file.Path;
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

/** Stacked MNIST: each channel of a colour image is a digit of its own, so that there are 1,000 modes (Metz et al., 2017). */
@Component
@Part(kind = DatasetType.KIND, name = "stacked-mnist")
@Designate(ocd = StackedDigits.Settings.class)
public final class StackedDigits implements DatasetType {
    private static final int CHANNELS = 3;

    @ObjectClassDefinition(name = "Stacked MNIST", description = "Colour images whose channels are three digits drawn at random.")
    @interface Settings {
        @AttributeDefinition(description = "Folder of MNIST's IDX files, absolute or from where the host was started.")
        String folder() default "data";

        @AttributeDefinition(description = "The file of training images, without '.gz'.")
        String train() default "train-images-idx3-ubyte";

        @AttributeDefinition(description = "The file of test images, without '.gz'.")
        String test() default "t10k-images-idx3-ubyte";

        @AttributeDefinition(description = "How many training images are stacked.", min = "1")
        int trainImages() default 60000;

        @AttributeDefinition(description = "How many test images are stacked.", min = "1")
        int testImages() default 10000;

        @AttributeDefinition(description = "Which digits meet: the same seed always stacks the same images, in every trial.")
        long stackingSeed() default 0;
    }

    @Override
    public Dataset open(Options options) throws IOException {
        Settings settings = options.as(Settings.class);
        Path folder = Path.of(settings.folder());
        ImageArray train = IdxFile.read(folder, settings.train());
        ImageArray test = IdxFile.read(folder, settings.test());
        return new MemoryDataset(
                stacked(train, settings.trainImages(), Streams.of(settings.stackingSeed(), 0, "train")),
                stacked(test, settings.testImages(), Streams.of(settings.stackingSeed(), 0, "test")));
    }

    private static ImageArray stacked(ImageArray digits, int count, RandomGenerator random) throws IOException {
        int area = digits.height() * digits.width();
        if ((long) count * CHANNELS * area > Integer.MAX_VALUE - 8) {
            throw new IOException(count + " stacked images do not fit in memory at once; lower 'trainImages' or 'testImages'");
        }
        byte[] pixels = new byte[count * CHANNELS * area];
        for (int plane = 0; plane < count * CHANNELS; plane++) {
            digits.read(random.nextInt(digits.size()), pixels, plane * area);
        }
        return new ImageArray(pixels, CHANNELS, digits.height(), digits.width());
    }
}
