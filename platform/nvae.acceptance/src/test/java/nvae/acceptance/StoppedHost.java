package nvae.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

/** The host is stopped (Ctrl-Z, a closed lid), at times for longer than a worker may be silent, and continued. */
final class StoppedHost implements Fault {
    private static final String GIVEN_UP = "sent nothing";

    @Override
    public String title() {
        return "host: SIGSTOP, SIGCONT";
    }

    @Override
    public Optional<Recovery> strike(DisturbedStudy study) throws Exception {
        boolean isLong = study.random().nextInt(4) == 0;
        Duration pause = isLong ? DisturbedStudy.SILENCE.plusSeconds(4) : Duration.ofMillis(study.random().nextInt(2_000));
        boolean before = study.host().output().contains(GIVEN_UP);
        study.host().signal("STOP");
        study.await(() -> false, pause);
        Recovery recovery = Recovery.of(study);
        study.host().signal("CONT");
        study.await(() -> study.host().output().contains(GIVEN_UP), Duration.ofMillis(500));
        assertThat(!before && study.host().output().contains(GIVEN_UP)).as("a worker was given up because its host had slept").isFalse();
        return Optional.of(recovery);
    }
}
