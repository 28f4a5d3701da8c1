package nvae.dataset.omniglot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
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
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;

/**
 * OMNIGLOT as density estimation uses it: the file {@code chardata.mat} of Burda, Grosse and Salakhutdinov (2016), 24,345 training and 8,070
 * test images of 28x28 with values in [0,1], one image a column, its pixels column after column.
 */
@Component
@Part(kind = DatasetType.KIND, name = "omniglot")
@Designate(ocd = OmniglotDataset.Settings.class)
public final class OmniglotDataset implements DatasetType {

    @ObjectClassDefinition(name = "OMNIGLOT", description = "OMNIGLOT's 28x28 images, from the MATLAB file chardata.mat.")
    @interface Settings {
        @AttributeDefinition(description = "The file, absolute or from where the host was started.")
        String file() default "data/chardata.mat";
    }

    @Override
    public Dataset open(Options options) throws IOException {
        Path file = Path.of(options.as(Settings.class).file());
        if (!Files.isRegularFile(file)) {
            throw new IOException("no file " + file.toAbsolutePath() + "; set the dataset's option 'file' to chardata.mat");
        }
        try (MatFile mat = read(file)) {
            return new MemoryDataset(images(mat, "data", file), images(mat, "testdata", file));
        }
    }

    private static MatFile read(Path file) throws IOException {
        try {
            return Mat5.readFromFile(file.toFile());
        } catch (IOException | RuntimeException e) {
            throw new IOException(file + " is cut, damaged or no MATLAB 5 file (" + e.getMessage() + "); fetch it again", e);
        }
    }

    private static ImageArray images(MatFile mat, String name, Path file) throws IOException {
        Matrix matrix = StreamSupport.stream(mat.getEntries().spliterator(), false)
                .filter(entry -> entry.getName().equals(name) && entry.getValue() instanceof Matrix)
                .map(entry -> (Matrix) entry.getValue())
                .findFirst()
                .orElseThrow(() -> new IOException(
                        file + " has no matrix '" + name + "'; OMNIGLOT's chardata.mat has 'data' and 'testdata'"));
        int side = (int) Math.round(Math.sqrt(matrix.getNumRows()));
        if (side == 0 || side * side != matrix.getNumRows() || matrix.getNumCols() == 0) {
            throw new IOException(file + ": '" + name + "' is " + matrix.getNumRows() + "x" + matrix.getNumCols()
                    + ", but each column must be a square image");
        }
        byte[] pixels = new byte[side * side * matrix.getNumCols()];
        for (int image = 0; image < matrix.getNumCols(); image++) {
            for (int row = 0; row < side; row++) {
                for (int column = 0; column < side; column++) {
                    double value = matrix.getDouble(column * side + row, image);
                    pixels[(image * side + row) * side + column] = (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
                }
            }
        }
        return new ImageArray(pixels, 1, side, side);
    }
}
