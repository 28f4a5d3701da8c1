/** What changes from step to step by plan: the KL term's weight and balance, the learning rate. */
package nvae.training.schedule;
