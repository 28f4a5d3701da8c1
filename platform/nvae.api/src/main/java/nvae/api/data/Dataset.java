package nvae.api.data;

/** A training set and a test set. */
public interface Dataset extends AutoCloseable {
    ImageSet train();

    ImageSet test();

    /** SHA-256 over the images (or the files they come from), in lower-case hex. A trial's id depends on it. */
    String digest();

    @Override
    default void close() {}
}
