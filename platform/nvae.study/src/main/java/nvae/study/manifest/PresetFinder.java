package nvae.study.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds presets by name: {@code nvae/small} is {@code presets/nvae/small.yaml} beside the manifest, or in a {@code presets} or
 * {@code experiments/presets} folder of a folder above it, or in one of the workbench's own folders. A name that ends in {@code .yaml} is
 * a path from the file that extends it.
 */
public final class PresetFinder {
    private static final int MAX_LISTED_DEPTH = 4;

    private final List<Path> own;

    /** @param own folders that hold presets, asked last */
    public PresetFinder(List<Path> own) {
        this.own = List.copyOf(own);
    }

    /** The file that {@code name}, in {@code file}, stands for; empty, with a problem reported, if there is none. */
    Optional<Path> find(Node.Scalar name, Path file, Problems problems) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        try {
            if (name.text().endsWith(".yaml") || name.text().endsWith(".yml")) {
                return Optional.of(shown(folder.resolve(name.text()).normalize()));
            }
            List<Path> folders = folders(folder);
            Optional<Path> found = folders.stream().map(presets -> inside(presets, name.text())).flatMap(Optional::stream).findFirst();
            if (found.isEmpty()) {
                problems.error(name.where(), "there is no preset '" + name.text() + "'", Nearest.sentence(name.text(), names(folders)));
            }
            return found.map(PresetFinder::shown);
        } catch (InvalidPathException e) {
            problems.error(
                    name.where(),
                    "'" + name.text() + "' cannot be a preset's name: " + e.getReason(),
                    "Write a name such as nvae/small.");
            return Optional.empty();
        }
    }

    private List<Path> folders(Path start) {
        List<Path> folders = new ArrayList<>();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            folders.add(folder.resolve("presets"));
            folders.add(folder.resolve("experiments").resolve("presets"));
        }
        folders.addAll(own);
        return folders.stream().filter(Files::isDirectory).distinct().toList();
    }

    private static Optional<Path> inside(Path presets, String name) {
        Path file = presets.resolve(name + ".yaml").normalize();
        return file.startsWith(presets) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    private static List<String> names(List<Path> folders) {
        List<String> names = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder, MAX_LISTED_DEPTH)) {
                files.map(file -> folder.relativize(file).toString().replace('\\', '/'))
                        .filter(file -> file.endsWith(".yaml"))
                        .forEach(file -> names.add(file.substring(0, file.length() - ".yaml".length())));
            } catch (IOException | UncheckedIOException e) {
                // A folder that cannot be listed only makes the suggestion shorter.
                continue;
            }
        }
        return names.stream().distinct().sorted().toList();
    }

    /** As a person would write it: from the working folder if it is below. */
    static Path shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.isAbsolute() && file.startsWith(here) ? here.relativize(file) : file;
    }
}
