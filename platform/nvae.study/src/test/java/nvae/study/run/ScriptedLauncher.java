package nvae.study.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Workers that are threads: each says what a script tells it to, with a check-point file in the run folder like a real one, so that a
 * further attempt can go on from it.
 */
final class ScriptedLauncher implements Launcher {
    static final int STEPS = 5;

    private final Script script;
    private final List<String> launched = Collections.synchronizedList(new ArrayList<>());

    ScriptedLauncher(Script script) {
        this.script = script;
    }

    /** What a worker does. */
    interface Script {
        /** Runs on the worker's thread; returns its exit status. Interrupted when the worker is killed. */
        int play(Assignment assignment, Consumer<Map<String, Object>> events) throws Exception;
    }

    /** A worker that goes on from its check-point to the end, and says so. */
    static int train(Assignment assignment, Consumer<Map<String, Object>> events) throws IOException {
        return train(assignment, events, STEPS);
    }

    /** A worker that goes on from its check-point, and dies of the signal 9 when it comes to this step. */
    static int train(Assignment assignment, Consumer<Map<String, Object>> events, int death) throws IOException {
        var checkpoint = assignment.folder().resolve("last.txt");
        int step = Files.exists(checkpoint) ? Integer.parseInt(Files.readString(checkpoint)) : 0;
        for (; step < STEPS; step++) {
            if (step == death) {
                return 137;
            }
            Files.writeString(checkpoint, String.valueOf(step + 1));
            events.accept(Map.of("event", "progress", "step", step + 1, "steps", STEPS, "nelbo", 100.0 - step, "imagesPerSecond", 10.0));
        }
        events.accept(done(assignment));
        return 0;
    }

    /** The result of a trial: a function of what the trial is, as in life. */
    static Map<String, Object> done(Assignment assignment) {
        double nelbo = 100 + assignment.trial().seed() + assignment.trial().variant().length() / 10.0;
        return Map.of("event", "done", "metrics", Map.of("testNelbo", nelbo), "klPerGroup", List.of(1.5, 2.5));
    }

    /** Ids of the trials that workers were started for, in order. */
    List<String> launched() {
        return List.copyOf(launched);
    }

    @Override
    public Worker launch(Assignment assignment, Consumer<Map<String, Object>> events) {
        launched.add(assignment.trial().id());
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                status.complete(script.play(assignment, events));
            } catch (InterruptedException e) {
                status.complete(137);
            } catch (Exception e) {
                status.completeExceptionally(e);
            }
        });
        thread.start();
        return new Worker() {
            @Override
            public int await() throws InterruptedException {
                try {
                    return status.get();
                } catch (ExecutionException e) {
                    throw new AssertionError("the script failed", e.getCause());
                }
            }

            @Override
            public void kill() {
                thread.interrupt();
            }

            @Override
            public long pid() {
                return thread.getId();
            }
        };
    }
}
