package nvae.study.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nvae.study.ledger.Ledger;

/** Where runs live: one folder a study, one folder a trial in it. */
public record RunsFolder(Path path) {
    /** Names the place, if no option does. */
    public static final String VARIABLE = "NVAE_RUNS";

    private static final String NAME = "runs";

    /**
     * The place that an option names, or else the environment, or else {@code runs} in the project: the nearest folder from here upwards
     * that has one already or is the root of a working copy, or else here.
     *
     * @param option may be null
     * @param environment the value of {@link #VARIABLE}; may be null
     */
    public static RunsFolder of(Path option, String environment, Path here) {
        if (option != null) {
            return new RunsFolder(here.resolve(option).normalize());
        }
        if (environment != null && !environment.isBlank()) {
            return new RunsFolder(here.resolve(environment).normalize());
        }
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(NAME)) || Files.exists(folder.resolve(".git"))) {
                return new RunsFolder(folder.resolve(NAME));
            }
        }
        return new RunsFolder(here.resolve(NAME));
    }

    /** The folder of a study. */
    public Path study(String name) {
        return path.resolve(name);
    }

    /** Names of the studies that have been run, in alphabetical order. */
    public List<String> studies() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(path)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(Ledger.FILE)))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
