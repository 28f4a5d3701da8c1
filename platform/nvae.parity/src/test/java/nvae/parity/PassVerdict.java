package nvae.parity;

import ai.djl.ndarray.NDArray;
import java.util.List;
import nvae.family.normal.Normal;
import nvae.model.Elbo;
import nvae.model.GroupPass;
import nvae.model.Pass;

/** Compares what a pass gives with the arrays that a golden case has of it. */
record PassVerdict(GoldenCase golden, Verdict verdict) {

    void expect(Pass pass) {
        Elbo elbo = pass.elbo();
        verdict.expect("logits", pass.raw());
        verdict.expect("log_q", sum(pass.groups().stream().map(GroupPass::logPosterior).toList()));
        verdict.expect("log_p", sum(pass.groups().stream().map(GroupPass::logPrior).toList()));
        verdict.expect("kl_all", elbo.kl());
        verdict.expect("recon", elbo.reconstruction());
        verdict.expect("nelbo", elbo.nelbo().mean());
        verdict.expect("log_iw", pass.logWeight());
        for (int group = 0; group < pass.groups().size(); group++) {
            expectGroup(pass.groups().get(group), ".g" + group);
        }
    }

    private void expectGroup(GroupPass group, String suffix) {
        verdict.expect("kl_diag" + suffix, group.kl().sum(new int[] {2, 3}).mean(new int[] {0}));
        verdict.expect("z" + suffix, group.latent());
        Normal posterior = (Normal) group.posterior();
        verdict.expect("q_mu" + suffix, posterior.mean());
        verdict.expect("q_sigma" + suffix, posterior.sigma());
        Normal prior = (Normal) group.prior();
        if (golden.has("p_mu" + suffix)) {
            verdict.expect("p_mu" + suffix, prior.mean());
            verdict.expect("p_sigma" + suffix, prior.sigma());
        } else {
            verdict.expect("p_sigma" + suffix, prior.sigma().max());
            verdict.expect("p_sigma" + suffix, prior.sigma().min());
        }
    }

    private static NDArray sum(List<NDArray> terms) {
        return terms.stream().reduce(NDArray::add).orElseThrow();
    }
}
