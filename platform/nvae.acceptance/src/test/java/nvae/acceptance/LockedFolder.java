package nvae.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Nothing can be made in a folder any more, the study's or one trial's, until a person gives the right back. */
final class LockedFolder implements Fault {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public String title() {
        return "folder read-only";
    }

    @Override
    public boolean isPossible(Disk disk) {
        return disk.isOwn();
    }

    @Override
    public Optional<Recovery> strike(DisturbedStudy study) throws Exception {
        Optional<Path> run = study.random().nextBoolean()
                ? study.worker().flatMap(study::runFolder).filter(Files::isDirectory)
                : Optional.empty();
        Path locked = run.orElse(study.folder());
        if (!Files.isDirectory(locked)) {
            return Optional.empty();
        }
        study.disk().lock(locked);
        study.await(() -> false, PATIENCE);
        if (study.hasFailed()) {
            assertThat(study.host().error()).as("what the host says last")
                    .containsPattern("[Cc]hange.* rights|report could not be written");
            if (run.isEmpty()) {
                assertThat(study.beside().error()).as("what a host says that is started now").contains("Change its rights");
            }
        }
        Recovery recovery = Recovery.of(study).byAPerson();
        study.disk().unlock(locked);
        return Optional.of(recovery);
    }
}
