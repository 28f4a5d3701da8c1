package nvae.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The images in a run folder. */
final class Pictures {
    private static final Pattern NAME = Pattern.compile("[a-z]+(-\\d+)?\\.png");

    private final Path folder;

    Pictures(Path run) {
        folder = run.resolve("samples");
    }

    /** File names, newest first. */
    List<String> names() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong(Pictures::modified).reversed().thenComparing(Comparator.naturalOrder()))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    /** The newest of a kind, {@code samples} or {@code reconstructions}, with the time of its writing; empty if there is none. */
    Optional<Picture> newest(String kind) throws IOException {
        return names().stream().filter(name -> name.startsWith(kind)).findFirst()
                .map(name -> new Picture(name, modified(folder.resolve(name))));
    }

    /** @param version changes with the file's content */
    record Picture(String name, long version) {}

    /** The file of a name that this class gave out; empty for any other. */
    Optional<Path> file(String name) {
        return NAME.matcher(name).matches() ? Optional.of(folder.resolve(name)).filter(Files::isRegularFile) : Optional.empty();
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }
}
