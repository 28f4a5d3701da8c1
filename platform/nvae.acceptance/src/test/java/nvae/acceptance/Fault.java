package nvae.acceptance;

import java.util.Optional;

/** Something that goes wrong, at any moment of a study that runs. */
interface Fault {
    /** What it is called in the figures. */
    String title();

    /** Whether this machine and this user can make it happen. */
    default boolean isPossible(Disk disk) {
        return true;
    }

    /**
     * Makes it happen, and puts right what only a person can.
     *
     * @return what has to come now, begun when nothing but the workbench stood in its way; empty if there was nothing to strike any more
     */
    Optional<Recovery> strike(DisturbedStudy study) throws Exception;
}
