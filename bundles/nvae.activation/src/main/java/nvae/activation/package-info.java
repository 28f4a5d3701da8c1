/** Activations of the cells. */
package nvae.activation;
