package nvae.dataset.imagefolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.IntStream;
import nvae.api.data.ImageArray;
import nvae.api.data.ImageSet;

/** The image files of a folder, each decoded when it is asked for. */
record FolderImages(Path folder, List<Path> files, Framing framing) implements ImageSet {

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public int channels() {
        return framing.channels();
    }

    @Override
    public int height() {
        return framing.size();
    }

    @Override
    public int width() {
        return framing.size();
    }

    /** @throws UncheckedIOException if the file is damaged; the message names it */
    @Override
    public void read(int index, byte[] target, int offset) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("image " + index + " of " + size());
        }
        framing.read(files.get(index), target, offset);
    }

    /** How many bytes all pixels take. */
    long bytes() {
        return files.size() * (long) framing.bytes();
    }

    ImageArray inMemory() throws IOException {
        byte[] pixels = new byte[Math.toIntExact(bytes())];
        try {
            IntStream.range(0, size()).parallel().forEach(i -> read(i, pixels, i * framing.bytes()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new ImageArray(pixels, framing.channels(), framing.size(), framing.size());
    }

    /** Decodes the first image, so that options which fit no image are refused at once. */
    void requireReadable() throws IOException {
        try {
            read(0, new byte[framing.bytes()], 0);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Adds the files' names and contents, in the images' order. */
    void digest(MessageDigest sha) throws IOException {
        sha.update((size() + "\n").getBytes(StandardCharsets.US_ASCII));
        for (Path file : files) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            sha.update((name + "\n" + Files.size(file) + "\n").getBytes(StandardCharsets.UTF_8));
            sha.update(Files.readAllBytes(file));
        }
    }
}
