package nvae.study.ledger;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import java.util.List;
import java.util.Map;
import nvae.study.catalog.BundleDigest;

/** JSON as the ledger and the run folders hold it: whole numbers stay whole, and results that are not finite can be written. */
final class Json {
    private static final Gson GSON = new GsonBuilder()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .serializeSpecialFloatingPointValues()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private Json() {}

    static String of(Object value) {
        return GSON.toJson(value);
    }

    static Map<String, Object> object(String json) {
        return GSON.fromJson(json, new TypeToken<Map<String, Object>>() {}.getType());
    }

    static List<Double> numbers(String json) {
        return GSON.fromJson(json, new TypeToken<List<Double>>() {}.getType());
    }

    static List<BundleDigest> bundles(String json) {
        return GSON.fromJson(json, new TypeToken<List<BundleDigest>>() {}.getType());
    }

    static <T> T read(String json, Class<T> type) {
        return GSON.fromJson(json, type);
    }
}
