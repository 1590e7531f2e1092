package io.llmdevops.model.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * One server-sent event.
 *
 * @param type {@code message} where the server names none
 * @param data its lines, without a line end after the last
 */
public record ServerEvent(String type, String data) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /**
   * The data, read as a JSON object.
   *
   * @throws BadStreamException where it is none
   */
  public JsonNode json() {
    try {
      var json = JSON.readTree(data);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException notJson) {
      throw new BadStreamException("the stream holds an event that is not JSON");
    }
    throw new BadStreamException("the stream holds an event that is not a JSON object");
  }
}
