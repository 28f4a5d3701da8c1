package nvae.study.ledger;

/** Where a trial stands. */
public enum TrialState {
    /** Waits for its first attempt. */
    PLANNED,
    /** A worker is at it. */
    RUNNING,
    /** Trained and evaluated to the end; never trained again. */
    DONE,
    /** Ended for good without a result: diverged, bad input, or too many crashes. */
    FAILED,
    /** An attempt ended half-way: crash, kill, or the host's death. Goes on from its last check-point. */
    LOST;

    /** Whether nothing more will happen to the trial unless somebody asks for it. */
    public boolean isFinal() {
        return this == DONE || this == FAILED;
    }
}
