/** The regular residual cell: normalize, activate, convolve. */
package nvae.cell.regular;
