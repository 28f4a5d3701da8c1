package nvae.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.training.data.TestBatches;
import nvae.training.evaluation.Bound;
import nvae.training.evaluation.Evaluator;

/**
 * Bounds, bits per dimension, active units. Arguments: {@code split}; {@code samples} of the importance-weighted bound, 0 to leave it out.
 */
final class EvaluateTask implements ModelTask {

    @Override
    public Map<String, Object> run(TrainedModel model, Arguments arguments) {
        TestBatches images = model.images(arguments);
        int samples = arguments.number("samples", model.composition().evaluation().importanceSamples(), 0);
        Evaluator evaluator = new Evaluator(model.network(), model.composition().learner().manager(), images, model.alive());
        Evaluator.Measured measured = evaluator.boundAndActiveUnits();
        Bound bound = measured.bound();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("split", arguments.choice("split", "test", "train"));
        result.put("images", images.size());
        result.put("nelbo", finite(bound.nelbo()));
        result.put("recon", bound.recon());
        result.put("kl", bound.kl());
        result.put("bitsPerDimension", evaluator.bitsPerDimension(bound.nelbo()));
        if (samples > 0) {
            result.put("importanceSamples", samples);
            result.put("nll", finite(evaluator.importanceWeightedNll(samples)));
        }
        List<Integer> active = measured.activeUnits();
        result.put("activeUnits", active.stream().mapToInt(Integer::intValue).sum());
        result.put("klPerGroup", bound.klPerGroup());
        result.put("activeUnitsPerGroup", active);
        result.put("unitsPerGroup", model.network().hierarchy().groups().stream().map(group -> group.shape(1).size()).toList());
        return result;
    }

    private static double finite(double nats) {
        if (Double.isFinite(nats)) {
            return nats;
        }
        throw new IllegalStateException(
                "the bound is not finite: the model has diverged on these images; try the best check-point, or another trial");
    }
}
