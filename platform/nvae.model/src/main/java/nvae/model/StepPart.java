package nvae.model;

/** What a training step's time goes to. */
public enum StepPart {
    /** Waiting for a batch, and bringing it to its device. */
    DATA,
    /** Up the encoder, and its part of every group's posterior. */
    ENCODER,
    /** Down the decoder, its part of every group's prior, and the image head. */
    DECODER,
    /** Priors, posteriors, flows, samples, KL terms, the likelihood, the bound. */
    DISTRIBUTIONS,
    /** The penalties of the regularizers. */
    REGULARIZERS,
    /** The backward pass through all of these. */
    BACKWARD,
    /** The update of the parameters, with what is done to gradients before. */
    OPTIMIZER,
    /** Lending arrays to the step and taking them back, reading its terms. */
    BOOKKEEPING,
    /** A forward pass, with its penalties, whose parts cannot be told apart: a traced graph. */
    FORWARD
}
