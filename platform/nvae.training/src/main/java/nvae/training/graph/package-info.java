/** Passes as graphs of MXNet; the one place that knows its engine classes. Not for other bundles. */
package nvae.training.graph;
