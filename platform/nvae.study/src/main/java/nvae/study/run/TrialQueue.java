package nvae.study.run;

import java.util.ArrayDeque;
import java.util.Deque;
import nvae.study.plan.Trial;

/** The trials that wait for a slot. Slots wait here too: for a pause to end, or while a trial elsewhere may still be asked for again. */
final class TrialQueue {
    private final Deque<Trial> waiting = new ArrayDeque<>();
    private int taken;
    private boolean paused;
    private boolean closed;

    /** @return false if nobody will take it any more */
    synchronized boolean add(Trial trial) {
        if (closed) {
            return false;
        }
        waiting.add(trial);
        notifyAll();
        return true;
    }

    /** The next trial, to be given {@link #back} when it has ended; null if there will be none. */
    synchronized Trial take() throws InterruptedException {
        while (!closed && (waiting.isEmpty() ? taken > 0 : paused)) {
            wait();
        }
        if (waiting.isEmpty()) {
            close();
        }
        if (closed) {
            return null;
        }
        taken++;
        return waiting.remove();
    }

    /** A trial that was taken has ended. */
    synchronized void back() {
        taken--;
        notifyAll();
    }

    /** Forgets the trials that wait. */
    synchronized void clear() {
        waiting.clear();
        notifyAll();
    }

    /** Hands out nothing more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized void pause(boolean pause) {
        paused = pause;
        notifyAll();
    }

    synchronized boolean isPaused() {
        return paused;
    }
}
