package nvae.model;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the groups of latent variables are. Groups are numbered top-down, in the order in which they are sampled: group 0 lives at the
 * smallest resolution.
 *
 * @param groups every group, top-down
 */
public record Hierarchy(List<Group> groups) {

    /**
     * One group z_l.
     *
     * @param index l, from 0 at the top
     * @param scale the scale, from 0 at the smallest resolution
     * @param firstOfScale whether it is the first group, top-down, of its scale
     * @param channels latent channels Z
     * @param height H of z and of the features around it
     * @param width W of z and of the features around it
     */
    public record Group(int index, int scale, boolean firstOfScale, int channels, int height, int width) {
        /** The name under which noise for this group is drawn: {@code z0} at the top. */
        public String variable() {
            return "z" + index;
        }

        /** [N,Z,H,W] of this group's latent variables. */
        public Shape shape(long images) {
            return new Shape(images, channels, height, width);
        }
    }

    public Hierarchy {
        groups = List.copyOf(groups);
    }

    /**
     * The hierarchy of a model.
     *
     * @throws InvalidModelException if a resolution cannot be halved as often as the configuration wants
     */
    public static Hierarchy of(ModelConfiguration configuration, ImageFormat format) {
        int halvings = configuration.preprocessBlocks() + configuration.scales() - 1;
        requireDivisible(format.paddedHeight(), halvings, "height", format);
        requireDivisible(format.paddedWidth(), halvings, "width", format);
        List<Integer> counts = groupsPerScale(configuration);
        List<Group> groups = new ArrayList<>();
        for (int scale = 0; scale < counts.size(); scale++) {
            int shrink = 1 << (halvings - scale);
            for (int i = 0; i < counts.get(counts.size() - 1 - scale); i++) {
                groups.add(new Group(
                        groups.size(), scale, i == 0, configuration.latentChannels(),
                        format.paddedHeight() / shrink, format.paddedWidth() / shrink));
            }
        }
        return new Hierarchy(groups);
    }

    /** Groups of each scale, the largest resolution first. */
    public static List<Integer> groupsPerScale(ModelConfiguration configuration) {
        return groupsPerScale(
                configuration.scales(), configuration.groupsPerScale(), configuration.adaptiveGroups(), configuration.minGroupsPerScale());
    }

    /**
     * Groups of each scale, the largest resolution first (NVAE, appendix A).
     *
     * @param most groups of the largest resolution
     * @param adaptive whether they are halved from scale to scale
     * @param least adaptive ones never go below this
     */
    public static List<Integer> groupsPerScale(int scales, int most, boolean adaptive, int least) {
        List<Integer> counts = new ArrayList<>();
        int count = most;
        for (int scale = 0; scale < scales; scale++) {
            counts.add(count);
            count = adaptive ? Math.max(least, count / 2) : count;
        }
        return List.copyOf(counts);
    }

    /** Groups of each scale, the largest resolution first. */
    public List<Integer> groupsPerScale() {
        List<Integer> counts = new ArrayList<>();
        for (Group group : groups) {
            if (group.firstOfScale()) {
                counts.add(0, 0);
            }
            counts.set(0, counts.get(0) + 1);
        }
        return List.copyOf(counts);
    }

    /** How many groups there are. */
    public int size() {
        return groups.size();
    }

    /** One group at one resolution is the plain VAE: it has no towers. */
    public boolean plain() {
        return groups.size() == 1;
    }

    private static void requireDivisible(int pixels, int halvings, String side, ImageFormat format) {
        int divisor = 1 << halvings;
        if (pixels % divisor != 0) {
            throw new InvalidModelException(
                    "model.scales and model.preprocessBlocks", halvings + " halvings of the resolution",
                    "a padded " + side + " of " + pixels + " (pad " + format.pad() + ") cannot be halved so often: choose fewer, or pad to"
                            + " a multiple of " + divisor);
        }
    }
}
