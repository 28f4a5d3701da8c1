package nvae.study.manifest;

/**
 * A place in a manifest.
 *
 * @param source the file as a person would write it, or the command-line argument
 * @param line from 1; 0 for the source as a whole
 * @param column from 1; 0 for the source as a whole
 */
public record Location(String source, int line, int column) {
    /** A source as a whole. */
    public static Location of(String source) {
        return new Location(source, 0, 0);
    }

    /** {@code study.yaml:12:5}, which editors and terminals turn into links. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
