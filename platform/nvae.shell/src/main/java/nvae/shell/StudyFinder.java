package nvae.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.TrialEntry;
import nvae.study.manifest.Nearest;
import nvae.study.plan.Trial;
import nvae.study.report.StudyFile;
import nvae.study.run.RunsFolder;

/** Finds studies and trials by what a person calls them. */
final class StudyFinder {
    private static final int SHORTEST_ID = 4;

    private final RunsFolder runs;
    private final Console console;

    StudyFinder(RunsFolder runs, Console console) {
        this.runs = runs;
        this.console = console;
    }

    /** A trial and the folder of its study. */
    record Located(Path study, TrialEntry entry) {
        /** The trial's run folder. */
        Path folder() {
            return study.resolve(entry.trial().shortId());
        }
    }

    /**
     * The folder of a study.
     *
     * @param name its name or its folder; null for the study that was worked on last
     */
    Path study(String name) throws IOException, CommandException {
        List<String> names = runs.studies();
        if (name == null) {
            return names.stream().map(runs::study).max(Comparator.comparing(StudyFinder::lastWork)).orElseThrow(this::noStudy);
        }
        for (Path folder : List.of(runs.study(name), console.resolve(Path.of(name)))) {
            if (Files.exists(folder.resolve(Ledger.FILE)) || Files.exists(folder.resolve(StudyFile.FILE))) {
                return folder;
            }
        }
        if (names.isEmpty()) {
            throw noStudy();
        }
        throw new CommandException("There is no study '" + name + "' in " + runs.path() + ". " + Nearest.sentence(name, names));
    }

    /**
     * The trials that a person means: one by the beginning of its id or its run folder; all seeds of a variant by its label; one of them
     * by label and seed, {@code base:2}.
     *
     * @param study where to look; null for all studies when an id is given, for the last one when a variant is
     */
    List<Located> trials(String name, String study) throws IOException, CommandException {
        List<Path> folders = study != null ? List.of(study(study)) : runs.studies().stream().map(runs::study).toList();
        List<Located> found = new ArrayList<>();
        for (Path folder : folders) {
            entries(folder).stream().filter(entry -> isId(name, folder, entry)).forEach(entry -> found.add(new Located(folder, entry)));
        }
        if (found.isEmpty()) {
            Path folder = study(study);
            entries(folder).stream().filter(entry -> isVariant(name, entry)).forEach(entry -> found.add(new Located(folder, entry)));
            if (found.isEmpty()) {
                List<String> names = entries(folder).stream().map(TrialEntry::trial)
                        .flatMap(trial -> Stream.of(trial.variant(), beginning(trial, name.length()))).distinct().toList();
                throw new CommandException("There is no trial or variant '" + name + "' in " + folder + ". "
                        + Nearest.sentence(name, names) + " `status` lists trials by their ids.");
            }
        }
        return found;
    }

    private static String beginning(Trial trial, int length) {
        return trial.shortId().substring(0, Math.min(trial.shortId().length(), Math.max(length, SHORTEST_ID)));
    }

    /** The one trial that a person means. */
    Located trial(String name, String study) throws IOException, CommandException {
        List<Located> found = trials(name, study);
        long ids = found.stream().map(located -> located.entry().trial().id()).distinct().count();
        if (ids > 1) {
            throw new CommandException("'" + name + "' names " + found.size() + " trials: " + String.join(", ", found.stream()
                    .map(located -> located.entry().trial().shortId() + " (seed " + located.entry().trial().seed() + ")").toList())
                    + ". Give one of these ids.");
        }
        return found.get(0);
    }

    private static boolean isId(String name, Path study, TrialEntry entry) {
        String last = Path.of(name).getFileName() == null ? name : Path.of(name).getFileName().toString();
        boolean folder = name.contains("/") && study.resolve(entry.trial().shortId()).endsWith(Path.of(name).normalize());
        return folder || name.equals(last) && name.length() >= SHORTEST_ID && entry.trial().id().startsWith(name);
    }

    private static boolean isVariant(String name, TrialEntry entry) {
        String label = entry.trial().variant();
        return name.equals(label) || name.equals(label + ":" + entry.trial().seed());
    }

    private static List<TrialEntry> entries(Path folder) {
        try (Ledger ledger = Ledger.read(folder)) {
            return ledger.entries();
        }
    }

    private static long lastWork(Path study) {
        try {
            return Files.getLastModifiedTime(study.resolve(Ledger.FILE)).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CommandException noStudy() {
        return new CommandException("There are no studies in " + runs.path()
                + ". Begin one with `nvae run`, or say where they are with --runs DIR.");
    }
}
