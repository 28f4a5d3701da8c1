package nvae.training.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import nvae.api.tensor.Noise;
import nvae.model.Generation;
import nvae.model.HierarchicalVae;
import nvae.model.LatentSource;
import nvae.training.Attachment;

/**
 * From images to the latent variables of every group and back, with running batch-norm statistics. Its methods are called while
 * {@link #work} is open, with arrays of that work's manager; what they return lives there too.
 */
public final class LatentSpace {
    private static final long SEED = 0;

    private final HierarchicalVae model;
    private final NDManager manager;
    private final ParameterStore store;
    private final List<NDArray> parameters;

    /** @param manager owns the model's parameters */
    public LatentSpace(HierarchicalVae model, NDManager manager) {
        this.model = model;
        this.manager = manager;
        this.store = new ParameterStore(manager, false);
        this.parameters = model.getParameters().values().stream().map(Parameter::getArray).toList();
    }

    /** Begins a piece of work; what it makes is freed when it closes. */
    public Attachment work() {
        return Attachment.of(manager, parameters);
    }

    /** How many groups there are. */
    public int groups() {
        return model.hierarchy().size();
    }

    /**
     * Posterior means of every group, top-down, each given the means above.
     *
     * @param x padded images
     */
    public List<NDArray> means(NDArray x) {
        return model.forwardMean(store, x).latents();
    }

    /**
     * A posterior sample of every group, top-down.
     *
     * @param x padded images
     * @param place of the batch, from which the noise follows
     */
    public List<NDArray> samples(NDArray x, long place) {
        return model.forward(store, x, Noise.seeded(SEED, place), false).latents();
    }

    /** The mean images of these latent variables, without padding: [N,C,H,W] in [0,1]. */
    public NDArray decode(List<NDArray> latents) {
        return generate(latents, (group, prior) -> latents.get(group.index())).image().mean();
    }

    /**
     * Points on straight lines between latent variables: {@code steps} for the first image, then for the second, and so on. The first and
     * the last point of each are its ends.
     *
     * @param from latent variables of N images
     * @param to latent variables of N other images
     * @param steps at least 2
     * @return for every group [N steps,Z,H,W]
     */
    public List<NDArray> between(List<NDArray> from, List<NDArray> to, int steps) {
        List<NDArray> lines = new ArrayList<>();
        for (int group = 0; group < from.size(); group++) {
            NDArray a = from.get(group);
            NDArray b = to.get(group);
            NDList points = new NDList();
            for (int step = 0; step < steps; step++) {
                float t = step / (steps - 1f);
                points.add(a.mul(1 - t).add(b.mul(t)));
            }
            lines.add(byImage(points, a));
        }
        return lines;
    }

    /**
     * Varies one group: its first point is the image's own, the others are samples of the group's prior given the groups above. All other
     * groups stay as they are. Every image is varied with the same noise.
     *
     * @param latents of N images
     * @param points points of each image, at least 2
     * @return N points images: the points of the first image, then those of the second, and so on
     */
    public Generation varied(List<NDArray> latents, int group, int points, float temperature) {
        List<NDArray> kept = latents.stream().map(z -> byImage(new NDList(Collections.nCopies(points, z)), z)).toList();
        return generate(kept, (here, prior) -> {
            NDArray z = kept.get(here.index());
            return here.index() == group
                    ? withOwnFirst(z, prior.sample(new RepeatedNoise(Noise.seeded(SEED, 0), points), here.variable(), temperature), points)
                    : z;
        });
    }

    private Generation generate(List<NDArray> latents, LatentSource source) {
        NDArray first = latents.get(0);
        return model.generate(store, first.getManager(), first.getShape().get(0), source, false);
    }

    /** Every {@code points}-th entry from the first array, the rest from the second. */
    private static NDArray withOwnFirst(NDArray own, NDArray others, int points) {
        NDList rows = new NDList();
        for (long i = 0; i < own.getShape().get(0); i++) {
            rows.add((i % points == 0 ? own : others).get(i).expandDims(0));
        }
        return NDArrays.concat(rows, 0);
    }

    /** Arrays of one shape [N,...] to [N count,...]: the first entry of each, then the second of each, and so on. */
    private static NDArray byImage(NDList arrays, NDArray like) {
        NDArray stacked = NDArrays.stack(arrays, 1);
        return stacked.reshape(new Shape(-1).addAll(like.getShape().slice(1)));
    }
}
