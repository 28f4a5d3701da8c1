package nvae.dataset.idx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import nvae.api.data.Dataset;
import nvae.api.data.DatasetType;
import nvae.api.data.ImageArray;
import nvae.api.data.MemoryDataset;
import nvae.api.part.Options;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** MNIST and its relatives (Fashion-, Kuzushiji-, EMNIST), from IDX files. */
@Component
@Part(kind = DatasetType.KIND, name = "idx")
@Designate(ocd = IdxDataset.Files.class)
public final class IdxDataset implements DatasetType {

    @ObjectClassDefinition(name = "IDX files", description = "MNIST and its relatives, from IDX files, compressed by gzip or not.")
    @interface Files {
        @AttributeDefinition(description = "Folder of the files, absolute or from where the host was started.")
        String folder() default "data";

        @AttributeDefinition(description = "The file of training images, without '.gz'.")
        String train() default "train-images-idx3-ubyte";

        @AttributeDefinition(description = "The file of test images, without '.gz'. Empty: the last 'heldOut' images of the training file.")
        String test() default "t10k-images-idx3-ubyte";

        @AttributeDefinition(description = "How many images are held out as the test set where 'test' is empty.", min = "1")
        int heldOut() default 1000;

        @AttributeDefinition(description = "Swap rows and columns: EMNIST stores its images lying down.")
        boolean transpose() default false;
    }

    @Override
    public Dataset open(Options options) throws IOException {
        Files files = options.as(Files.class);
        Path folder = Path.of(files.folder());
        ImageArray train = IdxFile.read(folder, files.train());
        if (files.transpose()) {
            train = transposed(train);
        }
        if (files.test().isBlank()) {
            return heldOut(train, files.heldOut(), folder.resolve(files.train()));
        }
        ImageArray test = IdxFile.read(folder, files.test());
        if (files.transpose()) {
            test = transposed(test);
        }
        if (test.height() != train.height() || test.width() != train.width()) {
            throw new IOException("the training images are " + train.height() + "x" + train.width() + " but the test images in "
                    + folder.resolve(files.test()) + " are " + test.height() + "x" + test.width() + "; they must be of one size");
        }
        return new MemoryDataset(train, test);
    }

    private static Dataset heldOut(ImageArray all, int count, Path file) throws IOException {
        if (count >= all.size()) {
            throw new IOException("cannot hold out " + count + " test images: " + file + " has only " + all.size()
                    + "; lower the option 'heldOut'");
        }
        byte[] pixels = pixels(all);
        int split = (all.size() - count) * all.height() * all.width();
        return new MemoryDataset(
                new ImageArray(Arrays.copyOfRange(pixels, 0, split), 1, all.height(), all.width()),
                new ImageArray(Arrays.copyOfRange(pixels, split, pixels.length), 1, all.height(), all.width()));
    }

    private static ImageArray transposed(ImageArray images) {
        byte[] from = pixels(images);
        byte[] to = new byte[from.length];
        int height = images.height();
        int width = images.width();
        for (int i = 0; i < from.length; i++) {
            int image = i / (height * width);
            int row = i / width % height;
            int column = i % width;
            to[(image * width + column) * height + row] = from[i];
        }
        return new ImageArray(to, 1, width, height);
    }

    private static byte[] pixels(ImageArray images) {
        int bytes = images.height() * images.width();
        byte[] pixels = new byte[images.size() * bytes];
        for (int i = 0; i < images.size(); i++) {
            images.read(i, pixels, i * bytes);
        }
        return pixels;
    }
}
