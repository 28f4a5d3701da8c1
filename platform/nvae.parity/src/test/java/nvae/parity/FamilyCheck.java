package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.function.UnaryOperator;
import nvae.api.distribution.Family;
import nvae.api.part.Options;
import nvae.api.tensor.Tensors;
import nvae.family.normal.Normal;
import nvae.family.normal.NormalFamily;
import nvae.family.normal.ResidualNormalFamily;
import nvae.testkit.Gradients;

/** The soft clamp, and the families of prior and posterior. */
final class FamilyCheck implements GoldenCheck {
    private static final String SOFT_CLAMP = "distributions.soft_clamp5";
    private static final String NORMAL = "distributions.Normal";
    private static final String RESIDUAL = "model.AutoEncoder.forward (res_dist): Normal(mu_p+dmu, log_sig_p+dlog_sig)";

    @Override
    public boolean handles(String file, String function) {
        return function.equals(SOFT_CLAMP) || function.equals(NORMAL) || function.equals(RESIDUAL);
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        switch (golden.function()) {
            case SOFT_CLAMP -> softClamp(golden, manager, verdict);
            case NORMAL -> new Pair(golden, manager, verdict, new NormalFamily().create(Options.none()), "mu_q", "log_sigma_q").checkNormal();
            default -> new Pair(golden, manager, verdict, new ResidualNormalFamily().create(Options.none()), "dmu", "dlog_sigma").checkKl();
        }
    }

    private static void softClamp(GoldenCase golden, NDManager manager, Verdict verdict) {
        NDArray x = golden.array("in.x", manager);
        verdict.expect("out.y", Tensors.softClamp(x, 5));
        verdict.expect("grad.in.x", Gradients.of(x, y -> Tensors.softClamp(y, 5), x.onesLike()));
    }

    /** A posterior and a prior from recorded raw parameters. */
    private static final class Pair {
        private final GoldenCase golden;
        private final Verdict verdict;
        private final Family family;
        private final String[] encoderNames;
        private final NDArray rawPrior;
        private final NDArray rawEncoder;
        private final NDArray cotangent;
        private final float temperature;

        Pair(GoldenCase golden, NDManager manager, Verdict verdict, Family family, String... encoderNames) {
            this.golden = golden;
            this.verdict = verdict;
            this.family = family;
            this.encoderNames = encoderNames;
            rawPrior = raw(manager, "mu_p", "log_sigma_p");
            rawEncoder = raw(manager, encoderNames);
            cotangent = golden.array("R", manager);
            temperature = golden.hyper().has("temp") ? (float) golden.number("temp") : 1;
        }

        private NDArray raw(NDManager manager, String... names) {
            return golden.array("in." + names[0], manager).concat(golden.array("in." + names[1], manager), 1);
        }

        private Normal posterior(NDArray prior, NDArray encoder) {
            return ((Normal) family.posterior(prior, encoder)).tempered(temperature);
        }

        void checkKl() {
            Normal posterior = posterior(rawPrior, rawEncoder);
            Normal prior = (Normal) family.prior(rawPrior);
            verdict.expect("out.q_mu", posterior.mean());
            verdict.expect("out.q_sigma", posterior.sigma());
            verdict.expect("out.p_mu", prior.mean());
            verdict.expect("out.p_sigma", prior.sigma());
            verdict.expect("out.kl", posterior.kl(prior));
            if (golden.has("out.closed_form")) {
                verdict.expect("out.closed_form", posterior.kl(prior));
            }
            expectGradient("grad_kl.", rawEncoder, raw -> posterior(rawPrior, raw).kl(family.prior(rawPrior)), encoderNames);
            expectGradient("grad_kl.", rawPrior, raw -> posterior(raw, rawEncoder).kl(family.prior(raw)), "mu_p", "log_sigma_p");
        }

        void checkNormal() {
            checkKl();
            NDArray points = golden.array("in.samples", rawPrior.getManager());
            verdict.expect("out.log_p", posterior(rawPrior, rawEncoder).logDensity(points));
            expectGradient("grad_log_p.", rawEncoder, raw -> posterior(rawPrior, raw).logDensity(points), encoderNames);
            verdict.expect("grad_log_p.samples", Gradients.of(points, z -> posterior(rawPrior, rawEncoder).logDensity(z), cotangent));
            RecordedNoise noise = new RecordedNoise(Map.of("z", golden.array("in.eps")));
            verdict.expect("out.z", family.posterior(rawPrior, rawEncoder).sample(noise, "z", temperature));
        }

        private void expectGradient(String prefix, NDArray raw, UnaryOperator<NDArray> function, String... names) {
            NDList halves = Tensors.split(Gradients.of(raw, function, cotangent), 2, 1);
            verdict.expect(prefix + names[0], halves.get(0));
            verdict.expect(prefix + names[1], halves.get(1));
        }
    }
}
