package nvae.study.manifest;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses what a person meant by an unknown name. */
public final class Nearest {
    private static final int AT_MOST = 3;
    private static final int MAX_LENGTH = 60;

    private Nearest() {}

    /** A sentence that offers the valid names near the unknown one; all the valid names if none is near. */
    public static String sentence(String unknown, Collection<String> valid) {
        List<String> near = names(unknown, valid);
        if (!near.isEmpty()) {
            return "Did you mean " + near.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" or ")) + "?";
        }
        return valid.isEmpty() ? "There is none to choose from." : "Choose from: " + String.join(", ", valid) + ".";
    }

    /** The valid names within a few edits of the unknown one, nearest first. Case and hyphens do not count. */
    static List<String> names(String unknown, Collection<String> valid) {
        String wanted = simplify(unknown);
        LevenshteinDistance distance = new LevenshteinDistance(tolerance(wanted.length()));
        record Candidate(String name, int edits) {}
        return valid.stream()
                .distinct()
                .map(name -> new Candidate(name, distance.apply(wanted, simplify(name))))
                .filter(candidate -> candidate.edits() >= 0)
                .sorted(Comparator.comparingInt(Candidate::edits).thenComparing(Candidate::name))
                .limit(AT_MOST)
                .map(Candidate::name)
                .toList();
    }

    /** Two edits, because two neighbouring letters that change places are two; more in long names, which nobody types without a slip. */
    private static int tolerance(int length) {
        return length < 4 ? length / 3 : Math.max(2, Math.min(length, MAX_LENGTH) / 3);
    }

    private static String simplify(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }
}
