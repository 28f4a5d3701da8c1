package nvae.shell;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One small part of each kind, as text that new plug-ins begin as. */
final class PartTemplates {
    private final Path folder;
    private final Path home;

    /** @param home the assembled workbench, which has the templates and what a plug-in is built with */
    PartTemplates(Path home) {
        this.home = home;
        this.folder = home.resolve("templates");
    }

    /** The kinds that there are templates of, in alphabetical order. */
    List<String> kinds() throws IOException {
        Path kinds = folder.resolve("main/example");
        if (!Files.isDirectory(kinds)) {
            throw new IOException("There are no templates in " + folder + ". Build the workbench again: delete " + home
                    + " and run any command.");
        }
        return names(kinds);
    }

    /**
     * Writes a plug-in with this part. The folder is there whole or not at all.
     *
     * @param target must not exist
     * @param places further names that the texts ask for
     * @return the files, relative to the target
     */
    List<Path> write(NewPart part, Path target, Map<String, String> places) throws IOException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Path parent = Files.createDirectories(target.toAbsolutePath().getParent());
        Path unfinished = Files.createTempDirectory(parent, "." + target.getFileName());
        try {
            fill(part, unfinished, places);
            Files.move(unfinished, target);
        } catch (IOException e) {
            delete(unfinished);
            throw e;
        }
        try (Stream<Path> files = Files.walk(target)) {
            return files.filter(Files::isRegularFile).map(target::relativize).sorted().toList();
        }
    }

    private void fill(NewPart part, Path target, Map<String, String> places) throws IOException {
        String sources = part.javaPackage().replace('.', '/');
        for (String side : List.of("main", "test")) {
            Path from = folder.resolve(side).resolve("example").resolve(part.kind());
            Path to = Files.createDirectories(target.resolve("src").resolve(side).resolve("java").resolve(sources));
            for (String file : names(from)) {
                Files.writeString(to.resolve(part.fillJava(file)), part.fillJava(Files.readString(from.resolve(file))));
            }
        }
        for (String file : names(folder.resolve("bundle"))) {
            Files.writeString(target.resolve(file), part.fill(Files.readString(folder.resolve("bundle").resolve(file)), places));
        }
        Path study = folder.resolve("study").resolve(part.kind() + ".yaml");
        Files.writeString(target.resolve("study.yaml"), part.fill(Files.readString(study), places));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
