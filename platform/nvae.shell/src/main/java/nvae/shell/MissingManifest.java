package nvae.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nvae.study.manifest.Nearest;

/** A manifest that is not where a person said, and those that are near. */
final class MissingManifest {
    private MissingManifest() {}

    static CommandException at(Path file) {
        List<String> there = manifests(file.getParent());
        String remedy = there.isEmpty()
                ? "Give the path of a study's YAML file, e.g. experiments/quickstart.yaml."
                : Nearest.sentence(file.getFileName().toString(), there);
        return new CommandException("There is no manifest " + file + ". " + remedy);
    }

    private static List<String> manifests(Path folder) {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml")).sorted().toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
