package nvae.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;

/** The page's own files, from this bundle. */
final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final String LIBRARY = "uPlot.";
    private static final String LIBRARY_FOLDER = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final Pattern NAME = Pattern.compile("[A-Za-z-]+(\\.[a-z]+)?\\.(html|js|css|svg)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8", "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8", "svg", "image/svg+xml");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo() == null ? request.getServletPath() : request.getPathInfo();
        String name = path.length() <= 1 ? "index.html" : path.substring(1);
        try (InputStream file = NAME.matcher(name).matches() ? PageServlet.class.getResourceAsStream(folder(name) + name) : null) {
            if (file == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            response.setContentType(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
            file.transferTo(response.getOutputStream());
        }
    }

    private static String folder(String name) {
        return name.startsWith(LIBRARY) ? LIBRARY_FOLDER : "page/";
    }
}
