/** Gates on the residual branch of a cell. */
package nvae.gate;
