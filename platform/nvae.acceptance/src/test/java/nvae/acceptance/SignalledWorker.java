package nvae.acceptance;

import java.util.Optional;

/** A worker dies of a signal: of somebody's SIGKILL or the system's, or of what its engine did. */
record SignalledWorker(String signal) implements Fault {
    @Override
    public String title() {
        return "worker: SIG" + signal;
    }

    @Override
    public Optional<Recovery> strike(DisturbedStudy study) throws Exception {
        Optional<ProcessHandle> worker = study.worker();
        if (worker.isEmpty()) {
            return Optional.empty();
        }
        Recovery recovery = Recovery.of(study, worker.get());
        Signal.send(signal, worker.get());
        return Optional.of(recovery);
    }
}
