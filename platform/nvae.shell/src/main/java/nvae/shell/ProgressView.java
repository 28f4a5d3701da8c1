package nvae.shell;

import nvae.study.run.RunListener;

/** Shows a study as it runs. */
interface ProgressView extends RunListener, AutoCloseable {
    /** Bars on a terminal, lines elsewhere. */
    static ProgressView of(Console console, int trials, int slots) {
        StudyProgress progress = new StudyProgress(trials, slots, System::nanoTime);
        return console.terminal().get().<ProgressView>map(terminal -> new ProgressBars(progress, terminal))
                .orElseGet(() -> new ProgressLines(progress, console.out()));
    }

    @Override
    void close();
}
