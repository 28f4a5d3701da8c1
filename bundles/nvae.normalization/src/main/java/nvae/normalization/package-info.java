/** How cells normalize: weights, features, both, or neither. */
package nvae.normalization;
