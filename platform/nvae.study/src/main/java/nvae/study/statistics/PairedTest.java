package nvae.study.statistics;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.apache.commons.statistics.inference.TTest;

/** A two-sided test of paired differences: could they come from no difference at all? */
public enum PairedTest {
    /** Randomizes the signs of the differences. Assumes that they are symmetric, and nothing else. */
    SIGN_FLIP("sign-flip", "sign-flip test") {
        @Override
        double p(double[] differences) {
            return new SignFlip(differences).pValue();
        }

        @Override
        public double floor(int seeds) {
            return SignFlip.floor(seeds);
        }
    },

    /** Wilcoxon's signed ranks: as above, but a single large difference weighs no more than its rank. */
    WILCOXON("wilcoxon", "Wilcoxon signed-rank test") {
        @Override
        double p(double[] differences) {
            return new SignedRanks(differences).pValue();
        }

        @Override
        public double floor(int seeds) {
            return Math.min(1, Math.pow(2, 1 - seeds));
        }
    },

    /** Student's t. Assumes that differences are normally distributed, which few seeds cannot show. */
    T("t", "paired t test") {
        @Override
        double p(double[] differences) {
            boolean constant = Arrays.stream(differences).allMatch(difference -> difference == differences[0]);
            if (constant) {
                return differences[0] == 0 ? 1 : 0;
            }
            return TTest.withDefaults().test(differences).getPValue();
        }

        @Override
        public double floor(int seeds) {
            return seeds < 2 ? 1 : 0;
        }
    };

    private final String key;
    private final String title;

    PairedTest(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** The name in manifests. */
    public String key() {
        return key;
    }

    /** The name in sentences. */
    public String title() {
        return title;
    }

    /** The p-value; empty with fewer than two differences, and where one is not finite. */
    public Optional<Double> pValue(Collection<Double> differences) {
        boolean finite = differences.stream().allMatch(Double::isFinite);
        return differences.size() < 2 || !finite ? Optional.empty()
                : Optional.of(p(differences.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    abstract double p(double[] differences);

    /** The smallest p-value that this many differences can give, however large they are. */
    public abstract double floor(int seeds);

    /** The test of this name in manifests. */
    public static Optional<PairedTest> of(String key) {
        return Arrays.stream(values()).filter(test -> test.key.equals(key)).findFirst();
    }
}
