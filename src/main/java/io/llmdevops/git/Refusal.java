package io.llmdevops.git;

import io.llmdevops.git.GitRemoteException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * An HTTP answer in which there is nothing of git.
 *
 * @param said the beginning of its body, where that is plain text
 * @param retryAfter the header of that name
 */
record Refusal(int status, List<String> said, Optional<String> retryAfter) {

  private static final int LOOKED_AT = 1024;

  /** GitHub answers 403 to who does too much (its REST API documentation, "rate limits"). */
  private static final Pattern TOO_MUCH =
      Pattern.compile("rate.?limit|abuse|too many requests", Pattern.CASE_INSENSITIVE);

  static Refusal of(HttpResponse<InputStream> response, Conversation conversation) {
    var type = response.headers().firstValue("Content-Type").orElse("text/plain");
    var text = beginning(response, conversation);
    return new Refusal(
        response.statusCode(),
        type.startsWith("text/plain") || TOO_MUCH.matcher(text).find()
            ? conversation.lines(text)
            : List.of(),
        response.headers().firstValue("Retry-After"));
  }

  GitRemoteException exception(Throwable cause) {
    return new GitRemoteException(kind(), text(), said, retryAfter, cause);
  }

  private Kind kind() {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> Kind.MOVED_AWAY;
      case 401 -> Kind.UNAUTHORIZED;
      case 403 -> said.stream().anyMatch(TOO_MUCH.asPredicate()) ? Kind.LIMITED : Kind.FORBIDDEN;
      case 451 -> Kind.FORBIDDEN;
      case 404, 410 -> Kind.NOT_FOUND;
      case 413 -> Kind.DECLINED;
      case 429 -> Kind.LIMITED;
      default -> Kind.PASSING;
    };
  }

  private String text() {
    return status == 200
        ? "the remote's answer is not git's protocol"
        : "the remote answered with HTTP status " + status;
  }

  private static String beginning(HttpResponse<InputStream> response, Conversation conversation) {
    var zipped = response.headers().firstValue("Content-Encoding").orElse("").contains("gzip");
    try (var body = new PatientStream(response.body(), conversation);
        var plain = zipped ? new GZIPInputStream(body) : body) {
      return new String(plain.readNBytes(LOOKED_AT), StandardCharsets.UTF_8);
    } catch (IOException brokeOff) {
      // The status tells enough.
      return "";
    }
  }
}
