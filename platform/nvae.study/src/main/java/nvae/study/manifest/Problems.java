package nvae.study.manifest;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong, each problem once, so that a person sees all of it at a time. */
public final class Problems {
    /** More than this many are no help to anybody; the rest is dropped. */
    private static final int MAX_ERRORS = 100;

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(
            Problem::where, Comparator.comparing(Location::source).thenComparingInt(Location::line).thenComparingInt(Location::column));

    private final Set<Problem> found = new LinkedHashSet<>();
    private final Set<Advice> given = new HashSet<>();
    private final Set<Location> hopeless = new HashSet<>();
    private int errors;

    public void error(Location where, String what, String remedy) {
        add(new Problem(Problem.Severity.ERROR, where, what, remedy));
    }

    public void warning(Location where, String what, String remedy) {
        add(new Problem(Problem.Severity.WARNING, where, what, remedy));
    }

    /** An error at a value that later steps need not look at: what they would say of it is dropped. */
    public void errorOnly(Location where, String what, String remedy) {
        error(where, what, remedy);
        hopeless.add(where);
    }

    /**
     * Adds a problem, unless the same advice has been given for the same place: one slip in a value that is used at four places is one
     * problem.
     */
    public void add(Problem problem) {
        if (problem.severity() == Problem.Severity.WARNING) {
            found.add(problem);
        } else if (errors < MAX_ERRORS && !hopeless.contains(problem.where()) && given.add(new Advice(problem.where(), problem.remedy()))) {
            found.add(problem);
            errors++;
        }
    }

    public boolean hasErrors() {
        return errors > 0;
    }

    /** What was found, in the order of files and lines. */
    public List<Problem> all() {
        return found.stream().sorted(BY_PLACE).toList();
    }

    /** @throws ManifestException if there is an error; warnings alone do not throw */
    public void throwIfAny() throws ManifestException {
        if (hasErrors()) {
            throw new ManifestException(all());
        }
    }

    private record Advice(Location where, String remedy) {}
}
