package nvae.training.checkpoint;

import java.util.Map;

/**
 * What a check-point says beside its arrays.
 *
 * @param trial the trial's id; a check-point of another trial is refused
 * @param step steps that were done
 * @param epoch epochs that were completed
 * @param seed the trial's seed, from which data order and noise follow
 * @param bestStep the step with the lowest test NELBO so far, 0 before the first evaluation
 * @param bestNelbo that NELBO in nats per image; infinite before the first evaluation
 * @param seconds training time so far, over all attempts
 * @param digests SHA-256 of what the trial rests on: data, bundles
 */
public record CheckpointState(
        String trial, long step, long epoch, long seed, long bestStep, double bestNelbo, double seconds, Map<String, String> digests) {}
