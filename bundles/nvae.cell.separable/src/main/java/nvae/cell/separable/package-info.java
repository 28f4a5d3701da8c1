/** The depthwise-separable residual cell: expand, convolve each channel by itself, project. */
package nvae.cell.separable;
