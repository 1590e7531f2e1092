package io.llmdevops.check.browser.chromium;

import com.google.gson.JsonObject;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Values of a page, as Chromium's protocol describes them ({@code Runtime.RemoteObject}): judged
 * and told without running any code of the page.
 */
final class Values {

  private static final int LONGEST = 500;

  /** What {@code document.all} is: the one object that is not true (ECMA-262, section B.3.6). */
  private static final String NOT_TRUE_FOR_AGES = "HTMLAllCollection";

  /** Kinds of objects whose description says more than their properties. */
  private static final Set<String> SPEAKING = Set.of("error", "node");

  private Values() {}

  /** As JavaScript judges it: false, 0, NaN, an empty text, null and undefined are not true. */
  static boolean isTrue(JsonObject value) {
    var unserializable = Json.text(value, "unserializableValue");
    return switch (Json.text(value, "type")) {
      case "undefined" -> false;
      case "boolean" -> Json.flag(value, "value");
      case "string" -> !Json.text(value, "value").isEmpty();
      case "number" ->
          unserializable.isEmpty()
              ? value.get("value").getAsDouble() != 0
              : !unserializable.equals("NaN") && !unserializable.equals("-0");
      case "bigint" -> !unserializable.equals("0n");
      default ->
          !Json.text(value, "subtype").equals("null")
              && !Json.text(value, "className").equals(NOT_TRUE_FOR_AGES);
    };
  }

  /** As JSON, or in Chromium's words. */
  static String told(JsonObject value) {
    var plain = value.get("value");
    if (plain != null && !plain.isJsonNull()) {
      return Incidents.cut(plain.toString(), LONGEST);
    }
    return Incidents.cut(words(value), LONGEST);
  }

  /** Likewise, but a text as it is: what consoles show. */
  static String shown(JsonObject value) {
    return Json.text(value, "type").equals("string") ? Json.text(value, "value") : told(value);
  }

  private static String words(JsonObject value) {
    if (Json.text(value, "subtype").equals("null")) {
      return "null";
    }
    var described = Json.text(value, "description");
    var name = described.isEmpty() ? Json.text(value, "type") : described;
    return Json.object(value, "preview")
        .filter(preview -> !SPEAKING.contains(Json.text(value, "subtype")))
        .map(preview -> Json.objects(preview, "properties").stream())
        .map(all -> all.map(Values::property).collect(Collectors.joining(", ", name + " {", "}")))
        .orElse(name);
  }

  private static String property(JsonObject property) {
    return Json.text(property, "name") + ": " + Json.text(property, "value");
  }
}
