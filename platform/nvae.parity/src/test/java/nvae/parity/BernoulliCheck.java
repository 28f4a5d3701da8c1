package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nvae.api.distribution.Likelihood;
import nvae.api.part.Options;
import nvae.api.tensor.Tensors;
import nvae.likelihood.bernoulli.BernoulliLikelihood;
import nvae.testkit.Gradients;

/** The Bernoulli likelihood, whole and cropped. */
final class BernoulliCheck implements GoldenCheck {
    private static final String FUNCTION = "torch Bernoulli(logits).log_prob + utils.reconstruction_loss(crop=True)";
    private static final Pattern ROWS = Pattern.compile("rows and columns (\\d+)\\.\\.(\\d+)");

    @Override
    public boolean handles(String file, String function) {
        return function.equals(FUNCTION);
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        Likelihood likelihood = new BernoulliLikelihood().create(Options.none());
        NDArray logits = golden.array("in.logits", manager);
        NDArray x = golden.array("in.x", manager);
        Matcher rows = ROWS.matcher(golden.text("crop"));
        if (!rows.matches()) {
            throw new IllegalArgumentException(golden + ": cannot read the crop " + golden.text("crop"));
        }
        int first = Integer.parseInt(rows.group(1));
        int end = Integer.parseInt(rows.group(2)) + 1;
        NDArray inner = crop(x, first, end);

        verdict.expect("out.log_prob", Pixels.logLikelihoods(likelihood, logits, x));
        verdict.expect("out.recon_nocrop", likelihood.of(logits).logLikelihood(x).neg());
        NDArray reconstruction = likelihood.of(crop(logits, first, end)).logLikelihood(inner).neg();
        verdict.expect("out.recon_crop", reconstruction);
        verdict.expect("out.mean", likelihood.of(logits).mean());
        NDArray cotangent = golden.array("R", manager);
        verdict.expect("grad.in.logits",
                Gradients.of(logits, raw -> likelihood.of(crop(raw, first, end)).logLikelihood(inner).neg(), cotangent));
        verdict.expect("out.log_iw", reconstruction.neg().sub(cotangent.mul(3)).add(cotangent.sub(1)));
    }

    private static NDArray crop(NDArray x, int first, int end) {
        return Tensors.slice(Tensors.slice(x, 2, first, end), 3, first, end);
    }
}
