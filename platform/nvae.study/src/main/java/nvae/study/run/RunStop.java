package nvae.study.run;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether a study is being stopped, and the workers that this ends. */
final class RunStop {
    private final Set<TrialAttempt> attempts = ConcurrentHashMap.newKeySet();
    private final CountDownLatch asked = new CountDownLatch(1);

    /** Stops: running workers are ended now, those that are just being started as soon as they are. */
    void ask() {
        asked.countDown();
        attempts.forEach(TrialAttempt::stop);
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits for a while; true if the study is stopped meanwhile. */
    boolean comesWithin(Duration pause) throws InterruptedException {
        return asked.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    void add(TrialAttempt attempt) {
        attempts.add(attempt);
        if (isAsked()) {
            attempt.stop();
        }
    }

    /** The attempt that a trial is in. */
    Optional<TrialAttempt> attempt(String trialId) {
        return attempts.stream().filter(attempt -> attempt.trialId().equals(trialId)).findFirst();
    }

    void remove(TrialAttempt attempt) {
        attempts.remove(attempt);
    }
}
