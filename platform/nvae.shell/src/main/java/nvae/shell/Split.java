package nvae.shell;

import picocli.CommandLine.Option;

/** Which images of a trial's dataset a command works on. */
final class Split {
    enum Name { TEST, TRAIN }

    @Option(names = "--split", paramLabel = "SPLIT", description = "test or train images. Default: test.")
    private Name name;

    /** As the worker gets it; null if it was not given. */
    String given() {
        return name == null ? null : Words.name(name);
    }
}
