/** The towers inside the model; not for other bundles. */
package nvae.model.tower;
