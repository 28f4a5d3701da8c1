package nvae.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

/** A worker hangs (SIGSTOP): its host has to notice. Or its host dies too, of which the worker cannot hear: the next host has to end it. */
record StoppedWorker(boolean orphaned) implements Fault {
    @Override
    public String title() {
        return orphaned ? "worker: SIGSTOP, host: SIGKILL" : "worker: SIGSTOP";
    }

    @Override
    public Optional<Recovery> strike(DisturbedStudy study) throws Exception {
        Optional<ProcessHandle> worker = study.worker();
        if (worker.isEmpty()) {
            return Optional.empty();
        }
        ProcessHandle stopped = worker.get();
        Recovery recovery = Recovery.of(study, stopped);
        Signal.send("STOP", stopped);
        if (orphaned) {
            study.killHost();
            study.goOn();
        }
        study.await(() -> !stopped.isAlive(), DisturbedStudy.SILENCE.multipliedBy(4));
        assertThat(stopped.isAlive()).as(() -> "worker " + stopped + " goes on for ever" + study.host()).isFalse();
        return Optional.of(recovery);
    }
}
