package nvae.parity;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import nvae.kl.KlAnnealing;
import nvae.kl.KlBalance;
import nvae.kl.Schedule;
import nvae.model.Elbo;
import nvae.model.Pass;

/**
 * One training step of the reference, up to the gradients.
 *
 * @param pass the pass in training mode
 * @param elbo its bound
 * @param klTerm the balanced KL times its coefficient, [N]
 * @param klWeights the balance's weight of every group, [G]
 * @param spectral the spectral penalty at convergence
 * @param batchNormScale the penalty on batch norms
 * @param loss mean(reconstruction + KL term) + lambda (spectral + batch norm)
 */
record TrainingStep(
        Pass pass, Elbo elbo, NDArray klTerm, NDArray klWeights, NDArray spectral, NDArray batchNormScale, NDArray loss) {

    /** Steps as a case wants them: its weight of the penalties, and the balancing that the file's case {@code train} names. */
    static Run in(ReferenceModel reference, GoldenCase golden, NDManager manager) {
        KlBalance.Kind kind = KlBalance.Kind.named(golden.sibling("train").text("alpha"));
        KlBalance balance = KlBalance.of(kind, reference.model().hierarchy().groupsPerScale());
        Schedule schedule = new Schedule(new KlAnnealing(1, 0, 0, 1), balance, 0);
        return new Run(reference, new Regularization(reference.model(), manager), schedule, (float) golden.number("weight_decay_norm"));
    }

    /** What all steps of one run share. */
    record Run(ReferenceModel reference, Regularization regularization, Schedule schedule, float lambda) {

        /**
         * One step; afterwards the parameters have their gradients.
         *
         * @param noise the number of the recorded set of noise
         */
        TrainingStep step(int noise, float klCoefficient) {
            reference.forward(reference.noise(noise), false);
            regularization.converge();
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                Pass pass = reference.forward(reference.noise(noise), true);
                Elbo elbo = pass.elbo();
                NDArray klTerm = schedule.term(elbo.kl(), klCoefficient);
                NDArray spectral = regularization.spectral();
                NDArray batchNormScale = regularization.batchNormScale();
                NDArray loss = elbo.reconstruction().add(klTerm).mean().add(spectral.add(batchNormScale).mul(lambda));
                collector.backward(loss);
                return new TrainingStep(pass, elbo, klTerm, schedule.balance().weights(elbo.kl(), klCoefficient), spectral, batchNormScale, loss);
            }
        }
    }
}
