package nvae.host;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The engines that workers can be started with. The host itself never loads one. */
@ProviderType
public interface Engines {
    /** Their names, as manifests use them. */
    List<String> names();

    /** What they take their memory from, in words: an allocator's library, or the C library's and what is faster. */
    String allocator();

    /**
     * Loads an engine in a process of its own, as a worker would, and computes with it.
     *
     * @param limit how long it may take
     * @throws IOException if the natives do not load, the process dies, or it takes longer; the message says what it said
     */
    Loaded load(String name, Duration limit) throws IOException, InterruptedException;

    /**
     * An engine that works.
     *
     * @param gpus that it can compute on
     */
    record Loaded(String engine, String version, int gpus) {}
}
