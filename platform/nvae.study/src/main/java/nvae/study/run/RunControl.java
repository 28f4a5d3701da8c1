package nvae.study.run;

/** What a person may do to a study while it runs. Calls may come from any thread and return at once. */
public interface RunControl {
    /** Whether trials wait although a slot may be free. */
    boolean isPaused();

    /** Starts no further trial; those that are in a worker go on to their end. */
    void pause();

    /** Starts trials again. */
    void resume();

    /**
     * Ends a trial that is in a worker. It has failed, until somebody asks for it again; its check-points stay.
     *
     * @return false if it is in no worker
     */
    boolean cancel(String trialId);

    /**
     * Takes up a failed trial again, from its last check-point if it has one.
     *
     * @return false if the study has no trial left to run and is about to end, which {@code nvae retry} is for
     * @throws nvae.study.ledger.LedgerException if the trial has not failed
     */
    boolean retry(String trialId);
}
