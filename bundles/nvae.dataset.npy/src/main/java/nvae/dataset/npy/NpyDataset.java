package nvae.dataset.npy;

import java.io.IOException;
import java.nio.file.Path;
import nvae.api.data.Dataset;
import nvae.api.data.DatasetType;
import nvae.api.data.ImageSet;
import nvae.api.data.ImagesDigest;
import nvae.api.part.Options;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Images in NumPy files: down-sampled ImageNet, FFHQ, or anything that {@code numpy.save} or {@code numpy.savez} wrote. */
@Component
@Part(kind = DatasetType.KIND, name = "npy")
@Designate(ocd = NpyDataset.Settings.class)
public final class NpyDataset implements DatasetType {

    @ObjectClassDefinition(name = "NumPy arrays", description = "Images [N,H,W], [N,H,W,C] or [N,C,H,W] in .npy or .npz files; bytes, or floats in [0,1].")
    @interface Settings {
        @AttributeDefinition(description = "The file of training images, absolute or from where the host was started.")
        String train() default "data/train.npy";

        @AttributeDefinition(description = "The file of test images.")
        String test() default "data/test.npy";

        @AttributeDefinition(description = "The training array's name in an .npz file.")
        String trainKey() default "train";

        @AttributeDefinition(description = "The test array's name in an .npz file.")
        String testKey() default "test";
    }

    @Override
    public Dataset open(Options options) throws IOException {
        Settings settings = options.as(Settings.class);
        return new Images(
                NpyImages.read(Path.of(settings.train()), settings.trainKey()),
                NpyImages.read(Path.of(settings.test()), settings.testKey()));
    }

    private record Images(ImageSet train, ImageSet test) implements Dataset {

        @Override
        public String digest() {
            return ImagesDigest.of(train, test);
        }
    }
}
