package nvae.dataset.omniglot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import nvae.api.data.Dataset;
import nvae.api.part.Options;
import nvae.testkit.DatasetContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;

class OmniglotDatasetTest extends DatasetContract {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void threeTrainingAndTwoTestImagesOfTwoByTwo() throws IOException {
        file = folder.resolve("chardata.mat");
        write("data", counting(4, 3), "testdata", counting(4, 2));
    }

    @Override
    protected Dataset open() throws IOException {
        return new OmniglotDataset().open(Options.of("file", file.toString()));
    }

    @Test
    void pixelsOfAnImageGoDownTheColumns() throws IOException {
        byte[] image = new byte[4];
        open().train().read(0, image, 0);
        assertThat(image).containsExactly(0, 2, 1, 3);
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        write("data", counting(4, 3), "labels", counting(4, 3));
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("no matrix 'testdata'");
        write("data", counting(5, 3), "testdata", counting(4, 2));
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("must be a square image");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("chardata.mat");
        Files.delete(file);
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContainingAll("no file", "chardata.mat");
    }

    private void write(String first, Matrix a, String second, Matrix b) throws IOException {
        try (MatFile mat = Mat5.newMatFile()) {
            Mat5.writeToFile(mat.addArray(first, a).addArray(second, b), file.toFile());
        }
    }

    /** Values k/255, counting down the columns, so that pixel k becomes the byte k. */
    private static Matrix counting(int rows, int columns) {
        Matrix matrix = Mat5.newMatrix(rows, columns);
        for (int i = 0; i < rows * columns; i++) {
            matrix.setDouble(i % rows, i / rows, i / 255.0);
        }
        return matrix;
    }
}
