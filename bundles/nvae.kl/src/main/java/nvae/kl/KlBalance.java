package nvae.kl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Locale;
import nvae.api.tensor.Tensors;

/**
 * KL balancing: while the KL term is annealed, a group with more KL gets a larger weight than its share, so that no group is switched off
 * for good (Chen et al., 2017; NVAE, section 3.2).
 */
public final class KlBalance {
    /** What is added to a group's mean KL, so that no weight is 0. */
    private static final float FLOOR = 0.01f;

    private final Kind kind;
    private final float[] alpha;

    private KlBalance(Kind kind, float[] alpha) {
        this.kind = kind;
        this.alpha = alpha;
    }

    /**
     * Balancing of one kind.
     *
     * @param groupsPerScale from the largest resolution to the smallest
     */
    public static KlBalance of(Kind kind, List<Integer> groupsPerScale) {
        int groups = groupsPerScale.stream().mapToInt(Integer::intValue).sum();
        float[] alpha = new float[groups];
        int group = 0;
        int scales = groupsPerScale.size();
        for (int scale = 0; scale < scales; scale++) {
            int groupsOfScale = groupsPerScale.get(scales - 1 - scale);
            for (int i = 0; i < groupsOfScale; i++) {
                alpha[group++] = kind.alpha(1L << scale, groupsOfScale);
            }
        }
        return new KlBalance(kind, dividedBySmallest(alpha));
    }

    private static float[] dividedBySmallest(float[] alpha) {
        float smallest = Float.MAX_VALUE;
        for (float value : alpha) {
            smallest = Math.min(smallest, value);
        }
        for (int i = 0; i < alpha.length; i++) {
            alpha[i] /= smallest;
        }
        return alpha;
    }

    /** What each group's weight is divided by, top-down; the smallest is 1. */
    public float[] alpha() {
        return alpha.clone();
    }

    /**
     * Each group's weight: while the KL term is annealed, proportional to the group's mean KL over its alpha, with mean 1; then 1. No
     * gradient flows through them.
     *
     * @param klPerGroup KL of every image and group in nats, [N,G], groups top-down
     * @param coefficient the KL coefficient, see {@link KlAnnealing}
     * @return [1,G]
     */
    public NDArray weights(NDArray klPerGroup, float coefficient) {
        NDManager manager = klPerGroup.getManager();
        if (kind == Kind.NONE || coefficient >= 1) {
            return manager.ones(new Shape(1, alpha.length));
        }
        NDArray mean = Tensors.stopGradient(klPerGroup).abs().mean(new int[] {0}, true);
        NDArray weights = mean.add(FLOOR).div(Tensors.create(manager, alpha, new Shape(1, alpha.length)));
        return weights.div(weights.mean());
    }

    /** How groups of different scales are compared. */
    public enum Kind {
        /** No balancing. */
        NONE {
            @Override
            float alpha(long side, int groups) {
                return 1;
            }
        },
        /** All groups alike. */
        EQUAL {
            @Override
            float alpha(long side, int groups) {
                return 1;
            }
        },
        /** By the side length of the group's features. */
        LINEAR {
            @Override
            float alpha(long side, int groups) {
                return side;
            }
        },
        /** By the square root of the side length. */
        SQRT {
            @Override
            float alpha(long side, int groups) {
                return (float) Math.sqrt(side);
            }
        },
        /** By the area of the group's features, shared among the groups of its scale (NVAE's choice). */
        SQUARE {
            @Override
            float alpha(long side, int groups) {
                return (float) (side * side) / groups;
            }
        };

        /**
         * The value before all are divided by the smallest.
         *
         * @param side the features' side length relative to the top scale's: 1, 2, 4, ...
         * @param groups groups of this scale
         */
        abstract float alpha(long side, int groups);

        /** The kind that a manifest names in lower case. */
        public static Kind named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }
}
