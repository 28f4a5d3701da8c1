package nvae.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Collection;
import nvae.api.tensor.Tensors;

/**
 * A manager for a piece of work with arrays that live longer. What an operation makes belongs to the manager of its first operand; so the
 * lasting arrays belong to this manager while it is open, and what was made with them is freed when it closes.
 */
public final class Attachment implements AutoCloseable {
    private final NDManager manager;

    private Attachment(NDManager manager) {
        this.manager = manager;
    }

    /**
     * Opens one.
     *
     * @param owner its sub-manager does the work
     * @param lasting arrays that go back to their own managers afterwards
     */
    public static Attachment of(NDManager owner, Collection<NDArray> lasting) {
        NDManager manager = owner.newSubManager();
        lasting.forEach(array -> array.tempAttach(manager));
        return new Attachment(manager);
    }

    public NDManager manager() {
        return manager;
    }

    @Override
    public void close() {
        Tensors.close(manager);
    }
}
