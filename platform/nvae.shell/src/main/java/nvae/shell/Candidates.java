package nvae.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.LedgerException;
import nvae.study.run.RunsFolder;
import org.apache.felix.service.command.CommandSession;
import org.jline.reader.ParsedLine;

/** What could stand for a parameter, by the label that usage gives it. */
final class Candidates {
    /** Where Gogo's interactive shell keeps the line that is being typed. */
    private static final String LINE = ".commandLine";

    private static final String NEW_PART = "new-part";

    private final Workbench workbench;

    Candidates(Workbench workbench) {
        this.workbench = workbench;
    }

    /** The names that fit; none where a name cannot be guessed. */
    List<String> of(String label, CommandSession session) {
        List<String> words = session.get(LINE) instanceof ParsedLine line ? line.words() : List.of();
        int position = session.get(LINE) instanceof ParsedLine line ? line.wordIndex() : 1;
        return switch (label) {
            case "COMMAND" -> List.copyOf(Commands.names(Commands.of(workbench, Consoles.nowhere())));
            case "KIND" -> position == 1 ? kinds(words) : List.of();
            case "NAME" -> position == 2
                    ? workbench.catalog().parts(words.get(1)).stream().map(part -> part.name()).toList()
                    : List.of();
            case "PATH=VALUE" -> workbench.planner().settings();
            case "STUDY" -> studies(session);
            case "VARIANT" -> variants(session).toList();
            case "TRIAL", "TRIAL_A", "TRIAL_B", "TRIAL|VARIANT" -> trials(session).toList();
            case "CONFIGURATION_A", "CONFIGURATION_B" -> Stream.concat(trials(session), manifests(session)).toList();
            default -> List.of();
        };
    }

    /** A new part can be of a kind that nothing is installed of. */
    private List<String> kinds(List<String> words) {
        try {
            return !words.isEmpty() && words.get(0).endsWith(NEW_PART)
                    ? new PartTemplates(workbench.installation().home()).kinds()
                    : workbench.catalog().kinds();
        } catch (IOException noTemplates) {
            return List.of();
        }
    }

    private static RunsFolder runs(CommandSession session) {
        return RunsFolder.of(null, System.getenv(RunsFolder.VARIABLE), session.currentDir().toAbsolutePath());
    }

    private static List<String> studies(CommandSession session) {
        try {
            return runs(session).studies();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static Stream<String> trials(CommandSession session) {
        return studies(session).stream().flatMap(study -> trials(study, session)).distinct();
    }

    private static Stream<String> trials(String study, CommandSession session) {
        Path folder = runs(session).study(study);
        try (Ledger ledger = Ledger.read(folder)) {
            return ledger.entries().stream().flatMap(entry -> Stream.of(
                    entry.trial().shortId(), entry.trial().variant(), entry.trial().variant() + ":" + entry.trial().seed()));
        } catch (LedgerException damaged) {
            return Stream.empty();
        }
    }

    private static Stream<String> variants(CommandSession session) {
        return studies(session).stream().flatMap(study -> {
            try (Ledger ledger = Ledger.read(runs(session).study(study))) {
                return ledger.entries().stream().map(entry -> entry.trial().variant());
            } catch (LedgerException damaged) {
                return Stream.empty();
            }
        }).distinct();
    }

    /** Manifests of this folder and of {@code experiments} in it. */
    private static Stream<String> manifests(CommandSession session) {
        Path here = session.currentDir().toAbsolutePath();
        return Stream.of(here, here.resolve("experiments")).filter(Files::isDirectory).flatMap(folder -> {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(".yaml")).map(file -> here.relativize(file).toString()).toList().stream();
            } catch (IOException unreadable) {
                return Stream.empty();
            }
        });
    }
}
