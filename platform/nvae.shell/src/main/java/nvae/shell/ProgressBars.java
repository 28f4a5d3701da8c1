package nvae.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import nvae.study.plan.Trial;
import nvae.study.run.Slot;
import nvae.study.run.WorkerEvent;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;

/** A bar for each running trial and one for the study at the bottom of a terminal; what has ended scrolls away above them. */
final class ProgressBars implements ProgressView {
    private static final int BAR = 24;
    private static final int REDRAWS_A_SECOND = 4;

    private final StudyProgress progress;
    private final Terminal terminal;
    private final Display display;
    private final ScheduledExecutorService clock;

    ProgressBars(StudyProgress progress, Terminal terminal) {
        this.progress = progress;
        this.terminal = terminal;
        display = new Display(terminal, false);
        clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "progress bars");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(this::draw, 0, 1000 / REDRAWS_A_SECOND, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void cached(Trial trial, String study) {
        progress.ended(trial);
        say(TrialWords.cached(trial, study));
    }

    @Override
    public synchronized void started(Trial trial, Slot slot, int attempt) {
        progress.started(trial, slot);
    }

    @Override
    public synchronized void event(Trial trial, Map<String, Object> event) {
        if (WorkerEvent.of(event) instanceof WorkerEvent.Progress at) {
            progress.step(trial, at);
        }
    }

    @Override
    public synchronized void retrying(Trial trial, String why) {
        progress.stopped(trial);
        say(TrialWords.retrying(trial, why));
    }

    @Override
    public synchronized void done(Trial trial, Map<String, Double> metrics) {
        progress.ended(trial);
        say(TrialWords.done(trial, metrics));
    }

    @Override
    public synchronized void failed(Trial trial, String why) {
        progress.ended(trial);
        say(TrialWords.failed(trial, why));
    }

    @Override
    public synchronized void lost(Trial trial) {
        progress.stopped(trial);
        say(TrialWords.lost(trial));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        synchronized (this) {
            clear();
            terminal.flush();
        }
    }

    private void say(String line) {
        clear();
        terminal.writer().println(line);
        terminal.flush();
        draw();
    }

    private void clear() {
        display.update(List.of(), 0);
    }

    private synchronized void draw() {
        if (clock.isShutdown()) {
            return;
        }
        // A terminal that does not know its size says 0.
        int width = terminal.getWidth() > 0 ? terminal.getWidth() : 80;
        display.resize(Math.max(2, terminal.getHeight()), width);
        List<AttributedString> lines = new ArrayList<>();
        for (StudyProgress.Running trial : progress.running()) {
            lines.add(fit(line(trial), width));
        }
        lines.add(fit(total(), width));
        display.update(lines, 0);
    }

    private static AttributedString line(StudyProgress.Running trial) {
        AttributedStringBuilder line = bar(trial.share());
        line.append(' ').append(TrialWords.name(trial.trial()));
        WorkerEvent.Progress at = trial.last();
        if (at == null) {
            line.append("  starting");
        } else {
            line.append("  step ").append(at.step() + "/" + at.steps());
            line.append("  NELBO ").append(Words.number(at.nelbo()));
            line.append("  ").append(Words.number((double) Math.round(at.imagesPerSecond()))).append(" images/s");
            line.append(left(trial.secondsLeft()));
        }
        return line.toAttributedString();
    }

    private AttributedString total() {
        AttributedStringBuilder line = bar(progress.share());
        line.append(" ").append(progress.ended() + " of " + Words.several(progress.trials(), "trial"));
        line.append(left(progress.secondsLeft()));
        return line.toAttributedString();
    }

    private static String left(OptionalDouble seconds) {
        return seconds.isPresent() ? "  " + Words.time(seconds.getAsDouble()) + " left" : "";
    }

    private static AttributedStringBuilder bar(double share) {
        int full = (int) Math.round(share * BAR);
        return new AttributedStringBuilder()
                .append("━".repeat(full), AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN))
                .append("━".repeat(BAR - full), AttributedStyle.DEFAULT.foreground(AttributedStyle.BRIGHT))
                .append(String.format(Locale.ROOT, " %3d %%", Math.round(100 * share)));
    }

    private static AttributedString fit(AttributedString line, int width) {
        return line.columnLength() < width ? line : line.columnSubSequence(0, width - 1);
    }
}
