package io.llmdevops.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.llmdevops.task.Check;
import java.util.List;
import java.util.Optional;

/** The columns that hold lists as JSON. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** A check as stored: either of the first two, and perhaps the third. */
  record StoredCheck(String text, String js, String url) {

    static StoredCheck of(Check check) {
      if (check instanceof Check.Script script) {
        return new StoredCheck(null, script.js(), script.url().orElse(null));
      }
      return new StoredCheck(check.label(), null, null);
    }

    Check check() {
      return js == null
          ? new Check.Statement(text)
          : new Check.Script(js, Optional.ofNullable(url));
    }
  }

  static String write(List<?> list) {
    try {
      return MAPPER.writeValueAsString(list);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be stored as JSON", e);
    }
  }

  static <T> List<T> read(String json, TypeReference<List<T>> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database holds JSON that was not written by us", e);
    }
  }
}
