package nvae.study.statistics;

/** What a paired difference allows to say about a variant. */
public enum Verdict {
    /** The whole interval lies on the better side. */
    BETTER,
    /** The whole interval lies on the worse side. */
    WORSE,
    /** The interval contains no difference at all. */
    INCONCLUSIVE,
    /** Too few seeds for an interval. */
    UNKNOWN
}
