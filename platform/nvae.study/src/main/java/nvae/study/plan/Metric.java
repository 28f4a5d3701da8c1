package nvae.study.plan;

import java.util.Arrays;
import java.util.Optional;

/** The numbers that a finished trial reports. */
public enum Metric {
    TEST_NELBO("testNelbo", "nats", Better.LOWER, "negative ELBO of the test images"),
    TEST_NLL("testNll", "nats", Better.LOWER, "importance-weighted bound of the test images' negative log-likelihood"),
    BITS_PER_DIMENSION("bitsPerDimension", "bits", Better.LOWER, "testNelbo per pixel and channel"),
    TRAIN_NELBO("trainNelbo", "nats", Better.LOWER, "negative ELBO of the last training epoch"),
    RECON("recon", "nats", Better.LOWER, "reconstruction term of testNelbo"),
    KL("kl", "nats", Better.LOWER, "KL term of testNelbo, all groups"),
    ACTIVE_UNITS("activeUnits", "", Better.HIGHER, "latent channels that carry information"),
    SKIPPED_STEPS("skippedSteps", "", Better.LOWER, "training steps whose update was skipped"),
    PARAMETERS("parameters", "", Better.LOWER, "trained parameters"),
    SECONDS("seconds", "s", Better.LOWER, "wall time of the training"),
    SECONDS_PER_STEP("secondsPerStep", "s", Better.LOWER, "wall time of one training step"),
    IMAGES_PER_SECOND("imagesPerSecond", "1/s", Better.HIGHER, "images trained per second"),
    PEAK_MEMORY_BYTES("peakMemoryBytes", "B", Better.LOWER, "largest resident memory of the worker");

    /** Which direction is an improvement. */
    public enum Better {
        LOWER,
        HIGHER
    }

    private final String key;
    private final String unit;
    private final Better better;
    private final String meaning;

    Metric(String key, String unit, Better better, String meaning) {
        this.key = key;
        this.unit = unit;
        this.better = better;
        this.meaning = meaning;
    }

    /** The name in manifests, worker events and tables. */
    public String key() {
        return key;
    }

    /** The unit's symbol; empty for a count. */
    public String unit() {
        return unit;
    }

    public Better better() {
        return better;
    }

    /** For a person, without a full stop. */
    public String meaning() {
        return meaning;
    }

    /** The metric of this name. */
    public static Optional<Metric> of(String key) {
        return Arrays.stream(values()).filter(metric -> metric.key.equals(key)).findFirst();
    }
}
