package nvae.worker;

import ai.djl.engine.Engine;
import ai.djl.mxnet.jna.LibUtils;
import ai.djl.mxnet.jna.MxnetLibrary;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much time MXNet's operators take, by MXNet's own profiler, from its begin to its end. Other engines have none that DJL reaches. */
final class OperatorProfile {
    private static final int JSON = 1;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final MxnetLibrary mxnet;

    private OperatorProfile(MxnetLibrary mxnet) {
        this.mxnet = mxnet;
    }

    /**
     * Begins to profile.
     *
     * @param folder where MXNet writes its list of all calls when the process ends; a list that is there it deletes at once
     * @throws IllegalArgumentException if the engine is not MXNet
     */
    static OperatorProfile begin(Engine engine, Path folder) {
        if (!engine.getEngineName().equals("MXNet")) {
            throw new IllegalArgumentException("operators are profiled on MXNet only, not on " + engine.getEngineName());
        }
        OperatorProfile profile = new OperatorProfile(LibUtils.loadLibrary());
        String[] names = {"profile_imperative", "profile_symbolic", "aggregate_stats", "filename"};
        String[] values = {"1", "1", "1", folder.resolve("profile.json").toString()};
        profile.check(profile.mxnet.MXSetProcessProfilerConfig(names.length, names, values, null));
        profile.check(profile.mxnet.MXSetProcessProfilerState(1, 0, null));
        return profile;
    }

    /**
     * Ends it.
     *
     * @param steps that were done meanwhile
     * @return for every operator its name, its calls a step and its seconds a step, the costliest first; backward passes begin with
     *     {@code _backward}
     */
    List<Map<String, Object>> end(int steps) {
        check(mxnet.MXSetProcessProfilerState(0, 0, null));
        String[] text = new String[1];
        check(mxnet.MXAggregateProfileStatsPrintEx(text, 1, JSON, 0, 0));
        List<Map<String, Object>> operators = new ArrayList<>();
        JsonObject kinds = JsonParser.parseString(text[0]).getAsJsonObject().getAsJsonObject("Time");
        for (Map.Entry<String, JsonElement> operator : kinds.getAsJsonObject("operator").entrySet()) {
            JsonObject times = operator.getValue().getAsJsonObject();
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("operator", operator.getKey());
            report.put("calls", times.get("Count").getAsDouble() / steps);
            report.put("seconds", times.get("Total").getAsDouble() / MILLIS_PER_SECOND / steps);
            operators.add(report);
        }
        operators.sort(Comparator.comparingDouble(operator -> -(double) operator.get("seconds")));
        return operators;
    }

    private void check(int status) {
        if (status != 0) {
            throw new IllegalStateException("MXNet's profiler: " + mxnet.MXGetLastError());
        }
    }
}
