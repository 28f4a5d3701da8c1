package nvae.api.tensor;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * A pass that is being recorded on this thread to be run again as one graph, from opening to closing. While it is open, what a pass would
 * change in lasting arrays ({@link Tensors#set(NDArray, NDArray)}, running statistics) is left to the one who traces: it is noted here instead.
 */
public final class Tracing implements AutoCloseable {
    private static final ThreadLocal<Tracing> OPEN = new ThreadLocal<>();

    private final List<Change> changes = new ArrayList<>();
    private final List<Alias> aliases = new ArrayList<>();

    /**
     * A lasting array and its value after the pass.
     *
     * @param value of the recorded graph
     */
    public record Change(NDArray lasting, NDArray value) {}

    /**
     * An array that stands for a lasting one in the recorded graph.
     *
     * @param array another handle on the same values
     */
    public record Alias(NDArray array, NDArray lasting) {}

    private Tracing() {}

    /**
     * Starts to note.
     *
     * @throws IllegalStateException if this thread traces already
     */
    public static Tracing open() {
        if (OPEN.get() != null) {
            throw new IllegalStateException("this thread traces a pass already");
        }
        Tracing tracing = new Tracing();
        OPEN.set(tracing);
        return tracing;
    }

    /** The open one of this thread; null if there is none. */
    static Tracing current() {
        return OPEN.get();
    }

    /** The value lives as long as the lasting array is lent to the pass: it is looked for when the pass has run. */
    void change(NDArray lasting, NDArray value) {
        value.attach(lasting.getManager());
        changes.add(new Change(lasting, value));
    }

    /** As {@link #change}, so does the array. */
    void alias(NDArray array, NDArray lasting) {
        array.attach(lasting.getManager());
        aliases.add(new Alias(array, lasting));
    }

    /** What the pass has changed since this was last asked, in order. */
    public List<Change> takeChanges() {
        List<Change> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    /** Arrays that stand for lasting ones. */
    public List<Alias> aliases() {
        return List.copyOf(aliases);
    }

    @Override
    public void close() {
        OPEN.remove();
    }
}
