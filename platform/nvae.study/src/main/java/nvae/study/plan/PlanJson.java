package nvae.study.plan;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;

/** Plans as JSON: what {@code study.json} keeps, and what programs read. Reading gives back what was written. */
public final class PlanJson {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeSpecialFloatingPointValues()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    private PlanJson() {}

    public static String write(Plan plan) {
        return GSON.toJson(plan);
    }

    /** @throws com.google.gson.JsonParseException if it is no plan */
    public static Plan read(String json) {
        return GSON.fromJson(json, Plan.class);
    }
}
