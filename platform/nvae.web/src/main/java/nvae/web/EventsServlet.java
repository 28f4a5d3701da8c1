package nvae.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/**
 * The study's state as server-sent events: now, and whenever it changes. A slow visitor misses states in between, never the last one.
 * Each visitor holds a thread of the server; there are few.
 */
final class EventsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    /** A comment in between shows whether the visitor is still there. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final transient StudyWatch watch;

    EventsServlet(StudyWatch watch) {
        this.watch = watch;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=utf-8");
        PrintWriter out = response.getWriter();
        try {
            long known = -1;
            for (Optional<StudyWatch.Seen> seen = watch.after(known, HEARTBEAT); seen.isPresent(); seen = watch.after(known, HEARTBEAT)) {
                out.write(seen.get().version() == known ? ": still here\n\n" : "event: study\ndata: " + seen.get().json() + "\n\n");
                known = seen.get().version();
                if (out.checkError()) {
                    return;
                }
            }
            out.write("event: end\ndata: {}\n\n");
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
