package nvae.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The terms of the steps since the last reading. They stay on their device, so that host and device wait for each other only when they are
 * read, all at once.
 */
public final class StepWindow implements AutoCloseable {
    private final NDManager manager;
    private final int groups;
    private final List<Long> steps = new ArrayList<>();
    private final NDList rows = new NDList();
    private final NDList norms = new NDList();

    /** @param owner its sub-manager holds the terms */
    public StepWindow(NDManager owner, int groups) {
        manager = owner.newSubManager();
        this.groups = groups;
    }

    /**
     * Keeps one step's terms.
     *
     * @param row loss, reconstruction, KL of every group, penalties
     * @param norm of the gradients, [1]; in every step or in none
     */
    void add(long step, NDArray row, Optional<NDArray> norm) {
        row.attach(manager);
        steps.add(step);
        rows.add(row);
        norm.ifPresent(measured -> {
            measured.attach(manager);
            norms.add(measured);
        });
    }

    /** Reads all, oldest first, and starts anew. */
    List<StepTerms> read() {
        List<StepTerms> read = new ArrayList<>();
        if (!rows.isEmpty()) {
            try (NDArray all = NDArrays.stack(rows)) {
                float[] values = all.toFloatArray();
                int width = values.length / rows.size();
                for (int i = 0; i < rows.size(); i++) {
                    read.add(StepTerms.of(steps.get(i), Arrays.copyOfRange(values, i * width, (i + 1) * width), groups));
                }
            }
            readNorms(read);
            rows.close();
            rows.clear();
            steps.clear();
        }
        return read;
    }

    private void readNorms(List<StepTerms> read) {
        if (!norms.isEmpty()) {
            try (NDArray all = NDArrays.stack(norms)) {
                float[] values = all.toFloatArray();
                for (int i = 0; i < values.length; i++) {
                    read.set(i, read.get(i).withGradientNorm(values[i]));
                }
            }
            norms.close();
            norms.clear();
        }
    }

    /** Waits until all steps' terms are computed, and forgets them. */
    public void drain() {
        read();
    }

    @Override
    public void close() {
        manager.close();
    }
}
