package nvae.worker;

import ai.djl.engine.Engine;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * By PyTorch's own profiler, which lists every call of an operator, those within others too: the outermost are counted, with all that they
 * call. A backward pass's stand under autograd's names, {@code ...Backward0}.
 */
final class PyTorchProfile implements OperatorProfile {
    private static final double MICROS_PER_SECOND = 1e6;
    /** Stands around what a TorchScript expression calls. */
    private static final String EXPRESSION = "forward";

    private static final String AUTOGRAD = "autograd::engine::evaluate_function: ";

    private final Class<?> functions;
    private final Path list;

    /** One call, in microseconds. */
    private record Call(String name, int thread, double begin, double length) {
        static Call of(JsonObject json) {
            String name = json.get("name").getAsString();
            return new Call(
                    name.startsWith(AUTOGRAD) ? name.substring(AUTOGRAD.length()) : name,
                    json.get("tid").getAsInt(), json.get("ts").getAsDouble(), json.get("dur").getAsDouble());
        }
    }

    private PyTorchProfile(Class<?> functions, Path list) {
        this.functions = functions;
        this.list = list;
    }

    static OperatorProfile begin(Engine engine, Path folder) {
        try {
            Class<?> functions = Class.forName("ai.djl.pytorch.jni.JniUtils", true, engine.getClass().getClassLoader());
            functions.getMethod("startProfile", boolean.class, boolean.class, boolean.class).invoke(null, false, false, false);
            return new PyTorchProfile(functions, folder.resolve("profile.json"));
        } catch (ReflectiveOperationException e) {
            throw unknownEngine(e);
        }
    }

    @Override
    public List<Operator> end(int steps) throws IOException {
        try {
            functions.getMethod("stopProfile", String.class).invoke(null, list.toString());
        } catch (ReflectiveOperationException e) {
            throw unknownEngine(e);
        }
        Map<String, Operator> operators = new LinkedHashMap<>();
        for (Call call : outermost(calls())) {
            operators.merge(
                    call.name(),
                    new Operator(call.name(), 1.0 / steps, call.length() / MICROS_PER_SECOND / steps),
                    (all, one) -> new Operator(all.name(), all.calls() + one.calls(), all.seconds() + one.seconds()));
        }
        return List.copyOf(operators.values());
    }

    private List<Call> calls() throws IOException {
        List<Call> calls = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(list)) {
            for (JsonElement call : JsonParser.parseReader(reader).getAsJsonArray()) {
                calls.add(Call.of(call.getAsJsonObject()));
            }
        }
        calls.removeIf(call -> call.name().equals(EXPRESSION));
        return calls;
    }

    private static List<Call> outermost(List<Call> calls) {
        List<Call> outermost = new ArrayList<>();
        Map<Integer, Double> ends = new HashMap<>();
        calls.sort(Comparator.comparingDouble(Call::begin).thenComparing(Comparator.comparingDouble(Call::length).reversed()));
        for (Call call : calls) {
            if (call.begin() >= ends.getOrDefault(call.thread(), 0.0)) {
                outermost.add(call);
                ends.put(call.thread(), call.begin() + call.length());
            }
        }
        return outermost;
    }

    private static IllegalStateException unknownEngine(ReflectiveOperationException e) {
        return new IllegalStateException("DJL's PyTorch engine has no profiler here; this code knows DJL 0.35", e);
    }
}
