package nvae.model;

import java.util.function.Consumer;

/**
 * Where a step says which part of it was just done. Nobody listens unless a step is being timed; then the listener may wait for the device,
 * as what was done may only have been asked for.
 */
public final class StepLaps {
    private static final Consumer<StepPart> NOBODY = part -> {};

    private Consumer<StepPart> listener = NOBODY;

    /** What was done since the last call was this part of the step. */
    public void done(StepPart part) {
        listener.accept(part);
    }

    /** What runs now is this part of the step as a whole, whatever it calls itself: parts that run again on the way back, for one. */
    public void during(StepPart part, Runnable work) {
        Consumer<StepPart> follower = listener;
        listener = NOBODY;
        try {
            work.run();
        } finally {
            listener = follower;
        }
        done(part);
    }

    /** Tells this listener from now on, and nobody else. */
    public void follow(Consumer<StepPart> follower) {
        listener = follower;
    }

    /** Tells nobody any more. */
    public void unfollow() {
        listener = NOBODY;
    }
}
