package nvae.training.evaluation;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Named arrays of doubles in an npz file, whole in memory. Reads what it writes; NumPy reads it too. */
public record DoubleArrays(Map<String, Values> arrays) {
    private static final String TYPE = "<f8";
    private static final String ENDING = ".npy";

    /** One array, its last dimension first to run. */
    public record Values(long[] shape, double[] numbers) {}

    /** Writes the file, whole or not at all; folders are made. */
    public void write(Path npz) throws IOException {
        Files.createDirectories(npz.toAbsolutePath().getParent());
        Path unfinished = npz.resolveSibling(npz.getFileName() + ".part");
        try (OutputStream file = Files.newOutputStream(unfinished);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, Values> array : new TreeMap<>(arrays).entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ENDING));
                zip.write(NpyHeader.of(TYPE, array.getValue().shape()));
                ByteBuffer bytes = ByteBuffer.allocate(array.getValue().numbers().length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asDoubleBuffer().put(array.getValue().numbers());
                zip.write(bytes.array());
                zip.closeEntry();
            }
        }
        Files.move(unfinished, npz, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Reads a file that {@link #write} wrote. */
    public static DoubleArrays read(Path npz) throws IOException {
        Map<String, Values> arrays = new LinkedHashMap<>();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(npz));
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                DataInputStream in = new DataInputStream(zip);
                NpyHeader.skip(in);
                byte[] bytes = in.readAllBytes();
                double[] numbers = new double[bytes.length / Double.BYTES];
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(numbers);
                arrays.put(entry.getName().replace(ENDING, ""), new Values(new long[] {numbers.length}, numbers));
            }
        } catch (ZipException | EOFException e) {
            throw new IOException(npz + " is cut or damaged (" + e.getMessage() + ")", e);
        }
        return new DoubleArrays(arrays);
    }

    /** @throws IOException if the file has no such array, or an empty one */
    public double[] values(String name, Path npz) throws IOException {
        Values values = arrays.get(name);
        if (values == null || values.numbers().length == 0) {
            throw new IOException(npz + " is cut or damaged: it has no array '" + name + "'");
        }
        return values.numbers();
    }
}
