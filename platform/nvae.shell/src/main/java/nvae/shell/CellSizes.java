package nvae.shell;

import picocli.CommandLine.Option;

/** What cells are timed with; without these, what {@code torch_twin.py} takes. */
final class CellSizes {
    static final String NAMES = "--channels, --batch, --size and --cells";

    @Option(names = "--channels", paramLabel = "N", converter = WholeNumber.FromOne.class, description = "Of cells: channels. Default: 32.")
    private Integer channels;

    @Option(names = "--batch", paramLabel = "N", converter = WholeNumber.FromOne.class, description = "Of cells: images at once. Default: 32.")
    private Integer batch;

    @Option(names = "--size", paramLabel = "N", converter = WholeNumber.FromOne.class, description = "Of cells: pixels of a side. Default: 16.")
    private Integer size;

    @Option(names = "--cells", paramLabel = "N", converter = WholeNumber.FromOne.class, description = "Of cells: how many in a row. Default: 4.")
    private Integer cells;

    boolean any() {
        return channels != null || batch != null || size != null || cells != null;
    }

    /** As the worker is told. */
    Arguments arguments() {
        return new Arguments().with("channels", channels).with("batch", batch).with("size", size).with("cells", cells);
    }
}
