package nvae.acceptance;

import java.util.Optional;

/** The host is killed, and a person starts it again at once. */
final class KilledHost implements Fault {
    @Override
    public String title() {
        return "host: SIGKILL";
    }

    @Override
    public Optional<Recovery> strike(DisturbedStudy study) throws Exception {
        study.killHost();
        Recovery recovery = Recovery.of(study);
        study.goOn();
        return Optional.of(recovery);
    }
}
