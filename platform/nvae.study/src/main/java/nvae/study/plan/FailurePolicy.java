package nvae.study.plan;

/** What a study does when a trial has failed for good. */
public enum FailurePolicy {
    /** The other trials go on; the report shows the failed one. */
    CONTINUE,
    /** No further trial starts; those that run go on to their end. */
    STOP
}
