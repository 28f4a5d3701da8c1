package nvae.study.statistics;

/** What a paired difference allows to say about a variant. */
public enum Verdict {
    /** Clear, and on the better side. */
    BETTER,
    /** Clear, and on the worse side. */
    WORSE,
    /** There are seeds enough, but chance explains the difference as well. */
    INCONCLUSIVE,
    /** However large, no difference of so few seeds could have been clear. */
    UNDERPOWERED,
    /** Too few seeds for any test. */
    UNKNOWN
}
