package nvae.dataset.lmdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
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
import org.osgi.service.metatype.annotations.Option;

/**
 * Images in LMDB files, as down-sampled CelebA, ImageNet and FFHQ are often kept: one entry an image, its value an encoded file or plain
 * bytes. Images are read when they are needed, so a dataset may be larger than memory.
 */
@Component
@Part(kind = DatasetType.KIND, name = "lmdb")
@Designate(ocd = LmdbDataset.Settings.class)
public final class LmdbDataset implements DatasetType {

    @ObjectClassDefinition(name = "LMDB", description = "Images in LMDB files, one entry an image: PNG, JPEG, BMP or GIF, or plain bytes.")
    @interface Settings {
        @AttributeDefinition(description = "The training images' LMDB, its folder or its file, absolute or from where the host was started.")
        String train() default "data/train.lmdb";

        @AttributeDefinition(description = "The test images' LMDB; it may be the same, with other keys.")
        String test() default "data/validation.lmdb";

        @AttributeDefinition(description = "Which keys are training images: a regular expression. Keys of digits are sorted as numbers.")
        String trainKeys() default "[0-9]+";

        @AttributeDefinition(description = "Which keys are test images, likewise.")
        String testKeys() default "[0-9]+";

        @AttributeDefinition(description = "The named table that holds the images; empty for the main one.")
        String table() default "";

        @AttributeDefinition(
                description = "encoded: PNG, JPEG, GIF or BMP files; raw: plain bytes; auto: encoded if the first value is a PNG, JPEG or GIF file.",
                options = {@Option("auto"), @Option("encoded"), @Option("raw")})
        String values() default "auto";

        @AttributeDefinition(description = "1 for grey images, 3 for colour.", options = {@Option("1"), @Option("3")})
        int channels() default 3;

        @AttributeDefinition(description = "Height of plain bytes' images, in pixels; 0 for square images.", min = "0", max = "65536")
        int height() default 0;

        @AttributeDefinition(
                description = "Order of plain bytes: hwc, the channels of a pixel together, or chw, one channel after the other.",
                options = {@Option("hwc"), @Option("chw")})
        String layout() default "hwc";
    }

    @Override
    public Dataset open(Options options) throws IOException {
        Settings settings = options.as(Settings.class);
        LmdbFile trainFile = LmdbFile.open(Path.of(settings.train()));
        LmdbFile testFile = settings.test().equals(settings.train()) ? trainFile : LmdbFile.open(Path.of(settings.test()));
        Entries train = Entries.of(trainFile, settings.table(), settings.trainKeys(), "trainKeys");
        Entries test = Entries.of(testFile, settings.table(), settings.testKeys(), "testKeys");
        byte[] first = train.value(0);
        ValueFormat format = switch (settings.values()) {
            case "encoded" -> new ValueFormat.Encoded(settings.channels());
            case "raw" -> raw(settings);
            default -> ValueFormat.isEncoded(first) ? new ValueFormat.Encoded(settings.channels()) : raw(settings);
        };
        ValueFormat.Pixels like = format.pixels(first, train.name(0));
        LmdbImages held = new LmdbImages(test, format, like);
        held.checked(0);
        return new Images(new LmdbImages(train, format, like), held);
    }

    private static ValueFormat raw(Settings settings) {
        return new ValueFormat.Raw(settings.channels(), settings.height(), settings.layout().equals("hwc"));
    }

    /** Its digest is of keys and values alone: not of the pages that a writer happened to put them on. */
    private record Images(LmdbImages trainImages, LmdbImages testImages) implements Dataset {

        @Override
        public ImageSet train() {
            return trainImages;
        }

        @Override
        public ImageSet test() {
            return testImages;
        }

        @Override
        public String digest() {
            MessageDigest sha = ImagesDigest.sha256();
            try {
                for (LmdbImages images : List.of(trainImages, testImages)) {
                    sha.update((images.size() + "\n").getBytes(StandardCharsets.US_ASCII));
                    images.entries().digest(sha);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
            return HexFormat.of().formatHex(sha.digest());
        }
    }
}
