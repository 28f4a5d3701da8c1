package nvae.study.statistics;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/** How the interval of a mean difference is found. */
public enum IntervalMethod {
    /** Student's t with n - 1 degrees of freedom. Assumes that differences are normally distributed. */
    T("t", "t") {
        @Override
        Optional<Interval> find(double[] differences, double level) {
            Summary summary = Summary.of(Arrays.stream(differences).boxed().toList());
            double t = TDistribution.of(differences.length - 1).inverseSurvivalProbability((1 - level) / 2);
            double half = t * summary.sd() / Math.sqrt(differences.length);
            return Optional.of(new Interval(summary.mean() - half, summary.mean() + half, level));
        }
    },

    /** What the sign-flip test would not reject; needs six seeds for 95 %. Assumes that differences are symmetric. */
    SIGN_FLIP("sign-flip", "sign-flip") {
        @Override
        Optional<Interval> find(double[] differences, double level) {
            return new SignFlip(differences).interval(level);
        }
    },

    /** The bias-corrected and accelerated bootstrap. Assumes little, but is too narrow with few seeds. */
    BOOTSTRAP("bootstrap", "bootstrap (BCa)") {
        @Override
        Optional<Interval> find(double[] differences, double level) {
            return new Bootstrap(differences).corrected(level);
        }
    },

    /** The plain bootstrap's percentiles. */
    PERCENTILE("percentile", "bootstrap (percentile)") {
        @Override
        Optional<Interval> find(double[] differences, double level) {
            return new Bootstrap(differences).percentile(level);
        }
    };

    private final String key;
    private final String title;

    IntervalMethod(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** The name in manifests. */
    public String key() {
        return key;
    }

    /** The name in sentences, before "interval". */
    public String title() {
        return title;
    }

    /**
     * The interval of the mean.
     *
     * @param level coverage, say 0.95
     * @return empty with fewer than two differences, with too few for the level, and where one is not finite
     */
    public Optional<Interval> interval(Collection<Double> differences, double level) {
        boolean finite = differences.stream().allMatch(Double::isFinite);
        return differences.size() < 2 || !finite ? Optional.empty()
                : find(differences.stream().mapToDouble(Double::doubleValue).toArray(), level);
    }

    abstract Optional<Interval> find(double[] differences, double level);

    /** The method of this name in manifests. */
    public static Optional<IntervalMethod> of(String key) {
        return Arrays.stream(values()).filter(method -> method.key.equals(key)).findFirst();
    }
}
