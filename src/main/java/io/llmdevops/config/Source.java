package io.llmdevops.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One place that settings come from.
 *
 * @param name what a person calls it
 * @param isFile a JSON file, whose keys are in lower case and all known
 * @param values as they came
 */
record Source(String name, boolean isFile, Map<String, Object> values) {

  private static final String FILE_SUFFIX = "_file";

  static Source file(String name, Map<String, Object> json) {
    return new Source(name, true, json);
  }

  static Source variables(String name, Map<String, ?> variables) {
    var lowerCase = new HashMap<String, Object>();
    variables.forEach(
        (key, value) -> {
          if (key.equals(key.toUpperCase(Locale.ROOT))) {
            lowerCase.put(key.toLowerCase(Locale.ROOT), value);
          }
        });
    return new Source(name, false, lowerCase);
  }

  /** How a setting is spelled here. */
  String spelling(String key) {
    return setting(key, "").origin();
  }

  private Setting setting(String key, String value) {
    return new Setting(value, isFile ? key : key.toUpperCase(Locale.ROOT), name);
  }

  /** Puts what is set here over what was set before; adds what is wrong to the faults. */
  void layOver(Map<String, Setting> settings, Settings.Names names, List<String> faults) {
    for (var entry : values.entrySet()) {
      var key = entry.getKey();
      var value = entry.getValue();
      if (names.lists().contains(key) && isFile) {
        putList(settings, key, value, faults);
      } else if (names.isKnown(key, isFile)) {
        put(settings, key, value, faults);
      } else if (key.endsWith(FILE_SUFFIX)
          && names.isSingle(key.substring(0, key.length() - FILE_SUFFIX.length()), isFile)) {
        putFromFile(settings, key, value, faults);
      } else if (isFile) {
        faults.add(spelling(key) + ": there is no such setting");
      }
    }
  }

  private void put(Map<String, Setting> settings, String key, Object value, List<String> faults) {
    if (value instanceof Map
        || value instanceof List
        || value instanceof JsonObject
        || value instanceof JsonArray) {
      faults.add(spelling(key) + ": must be a single value");
    } else if (value != null && !value.toString().isEmpty()) {
      settings.put(key, setting(key, value.toString()));
    }
  }

  private void putList(
      Map<String, Setting> settings, String key, Object value, List<String> faults) {
    if (value instanceof List<?> list) {
      settings.put(key, setting(key, SettingsJson.text(list)));
    } else if (value != null && !value.toString().isEmpty()) {
      faults.add(spelling(key) + ": must be a list");
    }
  }

  private void putFromFile(
      Map<String, Setting> settings, String key, Object value, List<String> faults) {
    if (value == null || value.toString().isEmpty()) {
      return;
    }
    var name = key.substring(0, key.length() - FILE_SUFFIX.length());
    var direct = values.get(name);
    if (direct != null && !direct.toString().isEmpty()) {
      faults.add(spelling(key) + ": set together with " + spelling(name) + "; only one may be");
      return;
    }
    try {
      var text = Files.readString(Path.of(value.toString())).replaceFirst("\\R\\z", "");
      put(settings, name, text, faults);
    } catch (IOException | IllegalArgumentException e) {
      // Without its name: the secret itself is easily put there by mistake.
      faults.add(spelling(key) + ": the file it names cannot be read as text");
    }
  }
}
