package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nvae.api.training.LogAnnealing;
import nvae.kl.KlAnnealing;
import nvae.kl.KlBalance;
import nvae.kl.Schedule;
import nvae.testkit.Gradients;
import nvae.training.schedule.LearningRateSchedule;

/** KL annealing and balancing, the learning rate, annealed coefficients. */
final class ScheduleCheck implements GoldenCheck {
    private static final Pattern ANNEALED = Pattern.compile("out\\.wdn_coeff_init([\\d.]+)_final([\\d.]+)");

    private interface Check {
        void check(GoldenCase golden, NDManager manager, Verdict verdict);
    }

    private static final Map<String, Check> CHECKS = Map.of(
            "utils.kl_balancer_coeff", ScheduleCheck::alpha,
            "utils.kl_balancer", ScheduleCheck::balance,
            "utils.kl_coeff(step, kl_anneal_portion*T, kl_const_portion*T, kl_const_coeff)", ScheduleCheck::klCoefficient,
            "train.main/train: linear warm-up per step, CosineAnnealingLR(T_max=epochs-warmup_epochs-1) stepped when epoch>warmup_epochs",
            ScheduleCheck::learningRate);

    @Override
    public boolean handles(String file, String function) {
        return CHECKS.containsKey(function);
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        CHECKS.get(golden.function()).check(golden, manager, verdict);
    }

    private static void alpha(GoldenCase golden, NDManager manager, Verdict verdict) {
        verdict.expect("out.coeff", KlBalance.of(KlBalance.Kind.named(golden.text("fun")), groupsPerScale(golden)).alpha());
    }

    private static void balance(GoldenCase golden, NDManager manager, Verdict verdict) {
        KlBalance.Kind kind = golden.flag("kl_balance") ? KlBalance.Kind.named(golden.text("alpha")) : KlBalance.Kind.NONE;
        KlBalance balance = KlBalance.of(kind, groupsPerScale(golden));
        Schedule schedule = new Schedule(new KlAnnealing(1, 0, 0, 1), balance, 0);
        float coefficient = (float) golden.number("kl_coeff");
        NDArray kl = golden.array("in.kl_all", manager);
        verdict.expect("out.kl", schedule.term(kl, coefficient));
        verdict.expect("out.coeffs", balance.weights(kl, coefficient));
        verdict.expect("out.vals", kl.mean(new int[] {0}));
        verdict.expect("grad.in.kl_all", Gradients.of(kl, x -> schedule.term(x, coefficient), golden.array("R", manager)));
    }

    private static List<Integer> groupsPerScale(GoldenCase golden) {
        List<Integer> groups = new ArrayList<>();
        JsonArray counts = golden.hyper().getAsJsonArray("groups_per_scale");
        for (JsonElement count : counts) {
            groups.add(count.getAsInt());
        }
        return groups;
    }

    private static void klCoefficient(GoldenCase golden, NDManager manager, Verdict verdict) {
        KlAnnealing schedule = new KlAnnealing(
                golden.integer("num_total_iter"), golden.number("kl_anneal_portion"), golden.number("kl_const_portion"),
                golden.number("kl_const_coeff"));
        float[] steps = golden.array("in.step").values();
        float[] coefficients = new float[steps.length];
        for (int i = 0; i < steps.length; i++) {
            coefficients[i] = schedule.coefficient((long) steps[i]);
        }
        verdict.expect("out.kl_coeff", coefficients);
        for (GoldenArray annealed : golden.startingWith("out.wdn_coeff_")) {
            Matcher bounds = ANNEALED.matcher(annealed.name());
            if (!bounds.matches()) {
                throw new IllegalArgumentException(golden + ": cannot read the bounds of " + annealed.name());
            }
            LogAnnealing annealing = new LogAnnealing(Double.parseDouble(bounds.group(1)), Double.parseDouble(bounds.group(2)));
            float[] values = new float[steps.length];
            for (int i = 0; i < steps.length; i++) {
                values[i] = annealing.at(coefficients[i]);
            }
            verdict.expect(annealed.name(), values);
        }
    }

    private static void learningRate(GoldenCase golden, NDManager manager, Verdict verdict) {
        LearningRateSchedule schedule = new LearningRateSchedule(
                golden.integer("epochs"), golden.integer("iters_per_epoch"), golden.integer("warmup_epochs"),
                golden.number("learning_rate"), golden.number("learning_rate_min"));
        float[] rates = new float[golden.array("out.lr").values().length];
        for (int step = 0; step < rates.length; step++) {
            rates[step] = schedule.at(step);
        }
        verdict.expect("out.lr", rates);
    }
}
