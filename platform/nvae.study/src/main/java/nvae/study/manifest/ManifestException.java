package nvae.study.manifest;

import java.util.List;
import java.util.stream.Collectors;

/** A manifest that cannot be planned. The message has one line for each problem found, warnings included. */
public final class ManifestException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public ManifestException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Every problem, in the order of the files and lines. */
    public List<Problem> problems() {
        return problems;
    }
}
