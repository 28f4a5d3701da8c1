package nvae.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import nvae.study.ledger.Attempt;
import nvae.study.ledger.LedgerException;
import nvae.study.ledger.TrialEntry;
import nvae.study.run.RunControl;

/**
 * What the page asks for.
 *
 * <pre>
 * GET  /api/curves?metric=train.nelbo&amp;buckets=200[&amp;trial=ID]...   {"steps": [...], "curves": {"ID": [...]}}
 * GET  /api/trial/ID             configuration, attempts, KL per group, names of pictures
 * GET  /api/trial/ID/log         the log's last lines, as text
 * GET  /api/trial/ID/picture/NAME
 * POST /api/control              {"action": "pause" | "resume" | "cancel" | "retry", "trial": "ID"}
 * </pre>
 */
final class ApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
    private static final int MOST_BUCKETS = 2000;
    private static final int LONGEST_BODY = 1000;

    private final transient StudyWatch watch;

    ApiServlet(StudyWatch watch) {
        this.watch = watch;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] path = request.getPathInfo() == null ? new String[0] : request.getPathInfo().substring(1).split("/", -1);
        try {
            if (path.length == 1 && path[0].equals("curves")) {
                curves(request, response);
            } else if (path.length == 2 && path[0].equals("trial")) {
                json(response, trial(watch.entry(path[1])));
            } else if (path.length == 3 && path[0].equals("trial") && path[2].equals("log")) {
                response.setContentType("text/plain;charset=utf-8");
                response.getWriter().write(LogTail.of(watch.run(path[1]).resolve("log.txt")));
            } else if (path.length == 4 && path[0].equals("trial") && path[2].equals("picture")) {
                picture(watch.run(path[1]), path[3], response);
            } else {
                fail(response, HttpServletResponse.SC_NOT_FOUND, "There is nothing here.");
            }
        } catch (NoSuchElementException e) {
            fail(response, HttpServletResponse.SC_NOT_FOUND, e.getMessage());
        } catch (IllegalArgumentException e) {
            fail(response, HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // The strict cookie keeps other sites out; other pages on this machine have another origin.
        String origin = request.getHeader("Origin");
        if (origin != null && !origin.equals("http://" + request.getHeader("Host"))) {
            fail(response, HttpServletResponse.SC_FORBIDDEN, "Only the live page itself may control the study.");
        } else if (!"/control".equals(request.getPathInfo())) {
            fail(response, HttpServletResponse.SC_NOT_FOUND, "There is nothing here.");
        } else if (watch.control().isEmpty()) {
            fail(response, HttpServletResponse.SC_CONFLICT, "This page only looks on. Run the study with --web to control it from here.");
        } else {
            control(watch.control().get(), request, response);
        }
    }

    private void control(RunControl control, HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            JsonObject body = JsonParser.parseString(text(request)).getAsJsonObject();
            String refused = act(control, body.get("action").getAsString(), body.has("trial") ? body.get("trial").getAsString() : "");
            if (!refused.isEmpty()) {
                fail(response, HttpServletResponse.SC_CONFLICT, refused);
                return;
            }
            watch.lookAgain();
            json(response, Map.of("done", true));
        } catch (NoSuchElementException e) {
            fail(response, HttpServletResponse.SC_NOT_FOUND, e.getMessage());
        } catch (LedgerException e) {
            fail(response, HttpServletResponse.SC_CONFLICT, e.getMessage());
        } catch (JsonParseException | IllegalStateException | NullPointerException | IllegalArgumentException e) {
            fail(response, HttpServletResponse.SC_BAD_REQUEST, "Not a control: send {\"action\": ..., \"trial\": ...}.");
        }
    }

    /** Does it; why not, if it could not be done. */
    private String act(RunControl control, String action, String trial) {
        switch (action) {
            case "pause" -> control.pause();
            case "resume" -> control.resume();
            case "cancel" -> {
                return control.cancel(watch.entry(trial).trial().id()) ? "" : "The trial is in no worker now.";
            }
            case "retry" -> {
                return control.retry(watch.entry(trial).trial().id()) ? "" : "The study is about to end. Use `nvae retry` afterwards.";
            }
            default -> throw new IllegalArgumentException(action);
        }
        return "";
    }

    private void curves(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String metric = Optional.ofNullable(request.getParameter("metric"))
                .orElseThrow(() -> new IllegalArgumentException("Say which metric: ?metric=train.nelbo"));
        String[] trials = request.getParameterValues("trial");
        json(response, watch.curves(metric, trials == null ? List.of() : List.of(trials), buckets(request.getParameter("buckets"))));
    }

    private static int buckets(String text) {
        int buckets = text == null ? 200 : Integer.parseInt(text);
        if (buckets < 1 || buckets > MOST_BUCKETS) {
            throw new IllegalArgumentException("buckets: from 1 to " + MOST_BUCKETS);
        }
        return buckets;
    }

    private Map<String, Object> trial(TrialEntry entry) throws IOException {
        Map<String, Object> trial = new LinkedHashMap<>();
        trial.put("id", entry.trial().id());
        trial.put("changes", entry.trial().changes());
        trial.put("configuration", entry.trial().configuration());
        trial.put("klPerGroup", entry.outcome().klPerGroup().stream().map(StudyView::finite).toList());
        trial.put("attempts", entry.attempts().stream().map(ApiServlet::attempt).toList());
        trial.put("pictures", new Pictures(watch.run(entry.trial().shortId())).names());
        return trial;
    }

    private static Map<String, Object> attempt(Attempt attempt) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", attempt.number());
        json.put("slot", attempt.slot());
        json.put("started", attempt.started().toEpochMilli());
        json.put("ended", attempt.end() == null ? null : attempt.end().at().toEpochMilli());
        json.put("reason", attempt.end() == null ? null : attempt.end().reason());
        json.put("message", attempt.end() == null ? null : attempt.end().message());
        return json;
    }

    private static void picture(Path run, String name, HttpServletResponse response) throws IOException {
        Path file = new Pictures(run).file(name).orElseThrow(() -> new NoSuchElementException("There is no such picture."));
        response.setContentType("image/png");
        Files.copy(file, response.getOutputStream());
    }

    private static String text(HttpServletRequest request) throws IOException {
        char[] body = new char[LONGEST_BODY];
        int length = 0;
        for (int read = 0; read >= 0 && length < body.length; read = request.getReader().read(body, length, body.length - length)) {
            length += read;
        }
        return new String(body, 0, length);
    }

    private static void json(HttpServletResponse response, Object value) throws IOException {
        response.setContentType("application/json;charset=utf-8");
        response.getWriter().write(GSON.toJson(value));
    }

    private static void fail(HttpServletResponse response, int status, String why) throws IOException {
        response.setStatus(status);
        json(response, Map.of("error", why));
    }
}
