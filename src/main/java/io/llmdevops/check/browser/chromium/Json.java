package io.llmdevops.check.browser.chromium;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;

/** What Chromium's protocol tells, of which any part may be missing. */
final class Json {

  private Json() {}

  static String text(JsonObject from, String name) {
    return value(from, name)
        .filter(JsonElement::isJsonPrimitive)
        .map(JsonElement::getAsString)
        .orElse("");
  }

  static int number(JsonObject from, String name) {
    return value(from, name)
        .filter(JsonElement::isJsonPrimitive)
        .map(JsonElement::getAsInt)
        .orElse(0);
  }

  static boolean flag(JsonObject from, String name) {
    return value(from, name)
        .filter(JsonElement::isJsonPrimitive)
        .map(JsonElement::getAsBoolean)
        .orElse(false);
  }

  static Optional<JsonObject> object(JsonObject from, String name) {
    return value(from, name).filter(JsonElement::isJsonObject).map(JsonElement::getAsJsonObject);
  }

  static List<JsonObject> objects(JsonObject from, String name) {
    return value(from, name)
        .filter(JsonElement::isJsonArray)
        .map(JsonElement::getAsJsonArray)
        .orElseGet(JsonArray::new)
        .asList()
        .stream()
        .filter(JsonElement::isJsonObject)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  static JsonObject of(String name, String value) {
    var object = new JsonObject();
    object.addProperty(name, value);
    return object;
  }

  private static Optional<JsonElement> value(JsonObject from, String name) {
    return Optional.ofNullable(from.get(name));
  }
}
