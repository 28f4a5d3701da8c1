package nvae.api.training;

/** A condition that the weights of a model are held to in every forward pass. */
public interface Constraint extends Stateful {
    /**
     * Follows the parameters to where the last step moved them. Called once a step, before the model's forward pass, while no gradients
     * are recorded; the parameters and what the constraint keeps belong to the step's manager then.
     */
    void follow();
}
