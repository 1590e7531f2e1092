package io.llmdevops.secrets.leaks;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** Reads the first two parts of a JSON Web Token (RFC 7519, section 3; RFC 7515, section 4). */
final class JsonWebToken {

  private static final int LONGEST = 8192;

  /** Of jwt.io's sample, which stands in half of all texts about such tokens. */
  private static final Set<String> SAMPLES = Set.of("John Doe", "1234567890", "1516239022");

  private JsonWebToken() {}

  /**
   * A token that anybody may hold (Supabase's anonymous role), one that nobody signed and the
   * sample are none.
   */
  static Finding judge(String text, int at) {
    var end = at;
    while (end < text.length() && end - at < LONGEST && isOfToken(text.charAt(end))) {
      end++;
    }
    var parts = text.substring(at, end).split("\\.");
    var header = json(parts[0]);
    if (header == null || !header.containsKey("alg")) {
      return Finding.NONE;
    }
    var payload = json(parts[1]);
    if (payload == null) {
      return Finding.unless(Placeholder.is(parts[2]));
    }
    return Finding.unless(
        "none".equals(header.getValue("alg"))
            || "anon".equals(payload.getValue("role"))
            || payload.stream().anyMatch(each -> SAMPLES.contains(String.valueOf(each.getValue())))
            || Placeholder.is(parts[2]));
  }

  private static boolean isOfToken(char letter) {
    return letter == '.' || Base64Text.isOf(letter) && letter != '/' && letter != '+';
  }

  private static JsonObject json(String part) {
    try {
      var text = Base64Text.decoded(part);
      return text.isEmpty() ? null : new JsonObject(text);
    } catch (DecodeException notJson) {
      return null;
    }
  }
}
