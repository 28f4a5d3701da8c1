package nvae.worker;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How much time the engine's operators take, by the engine's own profiler, from its begin to its end. */
interface OperatorProfile {
    /**
     * What is known of one operator.
     *
     * @param name the engine's
     * @param calls a step
     * @param seconds a step, without the operators that it calls
     */
    record Operator(String name, double calls, double seconds) {
        Map<String, Object> report() {
            return Map.of("operator", name, "calls", calls, "seconds", seconds);
        }
    }

    /**
     * Begins to profile.
     *
     * @param folder for the engine's own list of all calls
     * @throws IllegalArgumentException if nothing is known of the engine's profiler
     */
    static OperatorProfile begin(Engine engine, Path folder) {
        return switch (engine.getEngineName()) {
            case "MXNet" -> MxNetProfile.begin(folder);
            case "PyTorch" -> PyTorchProfile.begin(engine, folder);
            default -> throw new IllegalArgumentException("operators are profiled on MXNet and PyTorch, not on " + engine.getEngineName());
        };
    }

    /**
     * Ends it.
     *
     * @param steps that were done meanwhile
     * @return every operator
     */
    List<Operator> end(int steps) throws IOException;

    /** As {@link #end}, the costliest first. */
    default List<Map<String, Object>> report(int steps) throws IOException {
        return end(steps).stream().sorted(Comparator.comparingDouble(Operator::seconds).reversed()).map(Operator::report).toList();
    }
}
