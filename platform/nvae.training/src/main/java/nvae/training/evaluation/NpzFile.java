package nvae.training.evaluation;

import ai.djl.ndarray.NDArray;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Named float arrays for NumPy ({@code numpy.load}). Arrays grow batch by batch on disk, so that latent variables of a whole dataset need
 * no memory. The file is there when {@link #finish} has returned; it is never there in part.
 */
public final class NpzFile implements AutoCloseable {
    private final Path file;
    private final Map<String, Growing> arrays = new LinkedHashMap<>();

    /** @param file is replaced; folders are made */
    public NpzFile(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        Files.createDirectories(this.file.getParent());
    }

    /** Adds rows, [N,...], to the array of this name. All rows of a name have one shape. */
    public void append(String name, NDArray rows) throws IOException {
        Growing array = arrays.get(name);
        if (array == null) {
            Path values = Files.createTempFile(file.getParent(), "." + file.getFileName() + "-", ".part");
            array = new Growing(values, new BufferedOutputStream(Files.newOutputStream(values)), rows.getShape().slice(1).getShape());
            arrays.put(name, array);
        }
        array.append(rows);
    }

    /** Writes the file. */
    public void finish() throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
            for (Map.Entry<String, Growing> entry : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey() + ".npy"));
                entry.getValue().writeTo(zip);
                zip.closeEntry();
            }
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        for (Growing array : arrays.values()) {
            array.delete();
        }
    }

    /** The values of one array on disk. */
    private static final class Growing {
        private final Path values;
        private final OutputStream out;
        private final long[] rowShape;
        private long rows;

        Growing(Path values, OutputStream out, long[] rowShape) {
            this.values = values;
            this.out = out;
            this.rowShape = rowShape;
        }

        void append(NDArray more) throws IOException {
            float[] numbers = more.toFloatArray();
            ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(numbers);
            out.write(bytes.array());
            rows += more.getShape().get(0);
        }

        void writeTo(OutputStream zip) throws IOException {
            out.close();
            zip.write(header());
            Files.copy(values, zip);
        }

        private byte[] header() {
            long[] shape = new long[1 + rowShape.length];
            shape[0] = rows;
            System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
            return NpyHeader.of("<f4", shape);
        }

        void delete() throws IOException {
            out.close();
            Files.deleteIfExists(values);
        }
    }
}
