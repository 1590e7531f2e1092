package io.llmdevops.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings as JSON: a key that stands twice is a mistake, and 0.1 is 0.1. */
final class SettingsJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SettingsJson() {}

  /** The settings of a text that is known to be right. */
  static Map<String, Object> object(String text) {
    try {
      return MAPPER.readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the packaged settings are broken", e);
    }
  }

  /** The settings of a file; where they cannot be read, a fault that shows none of its text. */
  static Optional<Map<String, Object>> file(Path path, String name, List<String> faults) {
    try {
      Map<String, Object> settings =
          MAPPER.readValue(Files.readString(path), new TypeReference<>() {});
      if (settings != null) {
        return Optional.of(settings);
      }
      faults.add(name + ": is not a JSON object");
    } catch (JsonProcessingException e) {
      faults.add(name + ": " + what(e));
    } catch (IOException unreadable) {
      faults.add(name + ": cannot be read as text");
    }
    return Optional.empty();
  }

  /** Jackson has no type of its own for a key that stands twice. */
  private static String what(JsonProcessingException e) {
    var line = e.getLocation().getLineNr();
    return e.getOriginalMessage().startsWith("Duplicate")
        ? "has a key twice, the second time in line " + line
        : "is not a JSON object (line " + line + ")";
  }

  /** A list as text, so that it can be a setting's value. */
  static String text(List<?> list) {
    try {
      return MAPPER.writeValueAsString(list);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what came from JSON does not go back", e);
    }
  }

  /** The list again. */
  static List<Object> list(String text) {
    try {
      return MAPPER.readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what went into JSON does not come back", e);
    }
  }
}
