package nvae.study.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commit that a folder is at.
 *
 * @param dirty whether tracked files differ from it
 */
public record GitState(String commit, boolean dirty) {

    /** Asks git; empty where there is no git or no working copy. */
    public static Optional<GitState> of(Path folder) {
        return git(folder, "rev-parse", "HEAD")
                .map(commit -> new GitState(commit, git(folder, "status", "--porcelain", "--untracked-files=no")
                        .map(changes -> !changes.isEmpty()).orElse(false)));
    }

    /** The commit, with a mark if files differ from it. */
    @Override
    public String toString() {
        return dirty ? commit + " with changes" : commit;
    }

    private static Optional<String> git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            git.getOutputStream().close();
            String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
