package nvae.training.evaluation;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import nvae.api.tensor.Noise;
import nvae.model.LatentSource;
import nvae.model.SamplingStatistics;

/**
 * How batch-norm statistics are fitted to samples before anything is drawn. The same model, temperatures and sizes always give the same
 * statistics.
 *
 * @param batches of samples; 0 leaves the statistics as training left them
 * @param batchSize images of a batch
 * @param cache where statistics that were fitted before are found; empty if the model still changes
 * @param batchDone runs after every batch
 */
public record Readjustment(int batches, int batchSize, Optional<StatisticsCache> cache, Runnable batchDone) {
    private static final long SEED = 0;

    /**
     * What was done.
     *
     * @param cached whether the statistics were fitted before and only read now
     * @param spoilt batches that did not count, because they would have left statistics that are not finite
     */
    public record Done(boolean cached, int spoilt) {}

    /**
     * Gives a model statistics that fit samples; they last until {@code statistics} is closed.
     *
     * @param temperatures of every group, top-down
     * @throws IOException if the cache cannot be written
     */
    public Done of(SamplingStatistics statistics, List<Float> temperatures) throws IOException {
        if (batches == 0) {
            return new Done(false, 0);
        }
        StatisticsCache.Key key = new StatisticsCache.Key(batches, batchSize, temperatures, SEED);
        Optional<Integer> before = cache.isEmpty() ? Optional.empty() : cache.get().read(key, statistics.arrays());
        if (before.isPresent()) {
            return new Done(true, before.get());
        }
        int spoilt = statistics.readjust(
                batches, batchSize, step -> LatentSource.prior(Noise.seeded(SEED, step), temperatures), batchDone);
        if (cache.isPresent()) {
            cache.get().write(key, statistics.arrays(), spoilt);
        }
        return new Done(false, spoilt);
    }
}
