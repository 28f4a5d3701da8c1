package nvae.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

/** The disk of the run folders is full, to the last byte or nearly, until a person makes room. */
final class FullDisk implements Fault {
    private static final int MOST_LEFT = 400_000;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public String title() {
        return "disk full";
    }

    @Override
    public boolean isPossible(Disk disk) {
        return disk.isOwn();
    }

    @Override
    public Optional<Recovery> strike(DisturbedStudy study) throws Exception {
        study.disk().fill(study.random().nextBoolean() ? 0 : study.random().nextInt(MOST_LEFT));
        study.await(() -> false, PATIENCE);
        if (study.hasFailed()) {
            assertThat(study.host().error()).as("what the host says last")
                    .containsPattern("[Mm]ake room|is full|report could not be written");
            assertThat(study.beside().error()).as("what a host says that is started now").contains("is full");
        }
        Recovery recovery = Recovery.of(study).byAPerson();
        study.disk().empty();
        return Optional.of(recovery);
    }
}
