package nvae.kl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Map;
import nvae.api.tensor.Tensors;
import nvae.api.training.KlSchedule;

/**
 * Groups' KL, no less than their free nats, times their balance's weights, times the annealed coefficient.
 *
 * @param freeNats a group whose mean KL over the batch is below so many nats counts for so many, and is not pushed any lower (free bits,
 *     Kingma et al., 2016, appendix C.8); 0 for none
 */
public record Schedule(KlAnnealing annealing, KlBalance balance, double freeNats) implements KlSchedule {

    @Override
    public float coefficient(long step) {
        return annealing.coefficient(step);
    }

    @Override
    public NDArray term(NDArray klPerGroup, float coefficient) {
        return counted(klPerGroup).mul(balance.weights(klPerGroup, coefficient)).sum(new int[] {1}).mul(coefficient);
    }

    /** KL of every image and group as it counts: groups below the free nats are constants. */
    private NDArray counted(NDArray klPerGroup) {
        if (freeNats == 0) {
            return klPerGroup;
        }
        NDArray counts = Tensors.stopGradient(klPerGroup).mean(new int[] {0}, true).gt(freeNats).toType(DataType.FLOAT32, false);
        return klPerGroup.mul(counts).add(counts.neg().add(1).mul(freeNats));
    }

    @Override
    public Map<String, NDArray> state() {
        return Map.of();
    }
}
