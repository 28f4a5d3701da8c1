package nvae.study.run;

import nvae.study.ledger.Outcome;

/** What came of one worker. Each has the worker's exit status. */
sealed interface AttemptEnd {
    int status();

    /** Trained and evaluated. */
    record Done(int status, Outcome outcome) implements AttemptEnd {}

    /** It cannot succeed; trying again would end the same way. */
    record Failed(int status, String reason, String message) implements AttemptEnd {}

    /** Its run folder could not be written: no fault of the trial's, and every other trial there would end the same way. */
    record Unwritable(int status, String message) implements AttemptEnd {}

    /** The process died, or hung and was ended. */
    record Crashed(int status, String why) implements AttemptEnd {}

    /** A person cancelled the trial. */
    record Cancelled(int status) implements AttemptEnd {}

    /** The study was stopped. */
    record Stopped(int status) implements AttemptEnd {}
}
