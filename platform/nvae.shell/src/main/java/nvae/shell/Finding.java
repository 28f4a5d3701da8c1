package nvae.shell;

/**
 * What a check of this machine found.
 *
 * @param check what was looked at, one word or two
 * @param state whether studies can run
 * @param what was found, a phrase
 * @param remedy what to do, a sentence; empty if nothing is to be done
 */
record Finding(String check, State state, String what, String remedy) {
    /** How bad it is. */
    enum State {
        /** As it should be. */
        GOOD,
        /** Studies run, but slower, with less, or not for long. */
        WARNING,
        /** Studies do not run. */
        WRONG
    }

    static Finding good(String check, String what) {
        return new Finding(check, State.GOOD, what, "");
    }

    static Finding warning(String check, String what, String remedy) {
        return new Finding(check, State.WARNING, what, remedy);
    }

    static Finding wrong(String check, String what, String remedy) {
        return new Finding(check, State.WRONG, what, remedy);
    }
}
