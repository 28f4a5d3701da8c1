package nvae.worker;

import ai.djl.mxnet.jna.LibUtils;
import ai.djl.mxnet.jna.MxnetLibrary;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** By MXNet's own profiler. */
final class MxNetProfile implements OperatorProfile {
    private static final int JSON = 1;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final MxnetLibrary mxnet;

    private MxNetProfile(MxnetLibrary mxnet) {
        this.mxnet = mxnet;
    }

    /**
     * Begins to profile.
     *
     * @param folder where MXNet writes its list of all calls when the process ends; a list that is there it deletes at once
     */
    static OperatorProfile begin(Path folder) {
        MxNetProfile profile = new MxNetProfile(LibUtils.loadLibrary());
        String[] names = {"profile_imperative", "profile_symbolic", "aggregate_stats", "filename"};
        String[] values = {"1", "1", "1", folder.resolve("profile.json").toString()};
        profile.check(profile.mxnet.MXSetProcessProfilerConfig(names.length, names, values, null));
        profile.check(profile.mxnet.MXSetProcessProfilerState(1, 0, null));
        return profile;
    }

    /** Backward passes begin with {@code _backward}. */
    @Override
    public List<Operator> end(int steps) {
        check(mxnet.MXSetProcessProfilerState(0, 0, null));
        String[] text = new String[1];
        check(mxnet.MXAggregateProfileStatsPrintEx(text, 1, JSON, 0, 0));
        List<Operator> operators = new ArrayList<>();
        JsonObject kinds = JsonParser.parseString(text[0]).getAsJsonObject().getAsJsonObject("Time");
        for (Map.Entry<String, JsonElement> operator : kinds.getAsJsonObject("operator").entrySet()) {
            JsonObject times = operator.getValue().getAsJsonObject();
            double seconds = times.get("Total").getAsDouble() / MILLIS_PER_SECOND;
            operators.add(new Operator(operator.getKey(), times.get("Count").getAsDouble() / steps, seconds / steps));
        }
        return operators;
    }

    private void check(int status) {
        if (status != 0) {
            throw new IllegalStateException("MXNet's profiler: " + mxnet.MXGetLastError());
        }
    }
}
