package nvae.parity;

/**
 * How far a recomputed array lies from the golden one.
 *
 * @param array {@code <case>/<array>}
 * @param ofTolerance the largest difference as a part of the tolerance
 */
record Deviation(String array, double ofTolerance) {
    static final Deviation NONE = new Deviation("-", 0);

    /** The one that uses more of its tolerance. */
    Deviation or(Deviation other) {
        return other.ofTolerance > ofTolerance ? other : this;
    }
}
