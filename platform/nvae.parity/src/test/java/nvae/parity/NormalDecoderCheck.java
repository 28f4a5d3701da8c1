package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import nvae.api.distribution.Likelihood;
import nvae.api.part.Options;
import nvae.api.tensor.Tensors;
import nvae.likelihood.normal.NormalLikelihood;
import nvae.testkit.Gradients;

/** The Normal likelihood. */
final class NormalDecoderCheck implements GoldenCheck {
    @Override
    public boolean handles(String file, String function) {
        return function.equals("distributions.NormalDecoder");
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        Likelihood likelihood = new NormalLikelihood().create(Options.none());
        NDArray raw = golden.array("in.param", manager);
        NDArray x = golden.array("in.x", manager);
        verdict.expect("out.log_prob", byChannel(likelihood, raw, x));
        verdict.expect("out.recon", likelihood.of(raw).logLikelihood(x).neg());
        verdict.expect("grad.in.param", Gradients.of(raw, r -> likelihood.of(r).logLikelihood(x).neg(), golden.array("R", manager)));
    }

    /** Log-likelihoods of single channels: every channel becomes a grey image with its mean and its scale. */
    private static NDArray byChannel(Likelihood likelihood, NDArray raw, NDArray x) {
        int channels = (int) x.size(1);
        NDList parameters = Tensors.split(raw, 2 * channels, 1);
        NDList images = Tensors.split(x, channels, 1);
        NDList logLikelihoods = new NDList();
        for (int c = 0; c < channels; c++) {
            NDArray grey = parameters.get(c).concat(parameters.get(channels + c), 1);
            logLikelihoods.add(Pixels.logLikelihoods(likelihood, grey, images.get(c)));
        }
        return NDArrays.stack(logLikelihoods, 1);
    }
}
