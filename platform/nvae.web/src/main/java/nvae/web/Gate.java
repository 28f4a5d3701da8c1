package nvae.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/**
 * Lets in who knows the token, first from the printed address and then from a cookie that the browser sends to this page alone. A request
 * under any other host name is refused whatever it knows: a foreign page could have had its own name resolve to this machine.
 */
final class Gate extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final int TOKEN_BYTES = 32;
    private static final String PARAMETER = "token=";
    private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private final String token;

    Gate() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The secret; part of the address that a person is told. */
    String token() {
        return token;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        guard(response);
        if (!isOwn(request.getHeader("Host"), request.getLocalPort())) {
            refuse(response, "This page answers to 127.0.0.1 and localhost alone.");
        } else if (hasToken(request.getQueryString())) {
            response.addHeader("Set-Cookie", cookieName(request) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict");
            chain.doFilter(request, response);
        } else if (hasCookie(request)) {
            chain.doFilter(request, response);
        } else {
            refuse(response, "Open the address that the workbench printed; its token lets you in.");
        }
    }

    /** Nothing from outside is loaded, nothing outside shows or learns of this page, nothing of it stays in a cache. */
    private static void guard(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
    }

    private static boolean isOwn(String host, int port) {
        return host != null && OWN_NAMES.stream().anyMatch(name -> host.equals(name + ":" + port));
    }

    /** Of the address alone: asking for a parameter would read the body of a form, too. */
    private boolean hasToken(String query) {
        return query != null && Arrays.stream(query.split("&"))
                .anyMatch(part -> part.startsWith(PARAMETER) && isToken(part.substring(PARAMETER.length())));
    }

    private boolean hasCookie(HttpServletRequest request) {
        if (request.getCookies() == null) {
            return false;
        }
        for (var cookie : request.getCookies()) {
            if (cookie.getName().equals(cookieName(request)) && isToken(cookie.getValue())) {
                return true;
            }
        }
        return false;
    }

    /** Cookies do not tell ports apart, and several studies may be shown at a time. */
    private static String cookieName(HttpServletRequest request) {
        return "nvae-" + request.getLocalPort();
    }

    /** Takes as long for a nearly right token as for a wrong one. */
    private boolean isToken(String offered) {
        return offered != null && MessageDigest.isEqual(offered.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(HttpServletResponse response, String why) throws IOException {
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType("text/plain;charset=utf-8");
        response.getWriter().println(why);
    }
}
