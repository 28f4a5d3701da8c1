/** Schedules of the KL term: annealing, balancing of groups, free bits. */
package nvae.kl;
