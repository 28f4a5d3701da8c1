package nvae.model.tower;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * The encoder's features.
 *
 * @param top at the smallest resolution, for group 0, [N,C,H,W]
 * @param kept for the other groups, group 1 first, [N,C,H,W] each
 */
public record EncoderFeatures(NDArray top, List<NDArray> kept) {}
