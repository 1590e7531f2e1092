package io.llmdevops.llm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.llmdevops.task.Content;
import io.llmdevops.task.OneLine;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What there is to say of a large JSON file (or of one value per line) beside its beginning: keys,
 * types and the lengths of arrays. What stands at the same place in several objects or elements is
 * told once.
 */
final class JsonOutline {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_DEPTH = 8;
  private static final int MAX_KEYS = 40;
  private static final int MAX_PLACES = 2_000;
  private static final int MAX_LINES = 200;
  private static final int MAX_NAME = 80;

  private enum Type {
    OBJECT,
    ARRAY,
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    NULL
  }

  /** All the values at one place. */
  private static final class Place {
    private final Set<Type> types = EnumSet.noneOf(Type.class);
    private final Map<String, Place> keys = new LinkedHashMap<>();
    private Place element;
    private boolean moreKeys;
    private long objects;
    private long values;
    private long shortest = Long.MAX_VALUE;
    private long longest;
  }

  private final StringBuilder out = new StringBuilder();
  private int places;
  private int lines;

  private JsonOutline() {}

  static String of(Content content) {
    var outline = new JsonOutline();
    var root = new Place();
    var end = "";
    try (var parser = JSON.createParser(content.stream())) {
      while (parser.nextToken() != null) {
        outline.read(parser, root, 0);
      }
    } catch (IOException malformed) {
      end = "after that it is not well-formed JSON\n";
    }
    if (root.values > 1) {
      outline.out.append(root.values).append(" values, one after the other, each:\n");
    }
    outline.describe("", root, root.values, 0);
    return outline.out + end;
  }

  private void read(JsonParser parser, Place place, int depth) throws IOException {
    place.values++;
    var type = type(parser.currentToken());
    place.types.add(type);
    if (depth == MAX_DEPTH) {
      parser.skipChildren();
    } else if (type == Type.OBJECT) {
      readObject(parser, place, depth);
    } else if (type == Type.ARRAY) {
      readArray(parser, place, depth);
    }
  }

  private void readObject(JsonParser parser, Place place, int depth) throws IOException {
    place.objects++;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var key = parser.currentName();
      parser.nextToken();
      if (place.keys.containsKey(key)) {
        read(parser, place.keys.get(key), depth + 1);
      } else if (place.keys.size() < MAX_KEYS && places++ < MAX_PLACES) {
        place.keys.put(key, new Place());
        read(parser, place.keys.get(key), depth + 1);
      } else {
        place.moreKeys = true;
        parser.skipChildren();
      }
    }
  }

  private void readArray(JsonParser parser, Place place, int depth) throws IOException {
    var length = 0L;
    place.element = place.element == null ? new Place() : place.element;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      length++;
      read(parser, place.element, depth + 1);
    }
    place.shortest = Math.min(place.shortest, length);
    place.longest = Math.max(place.longest, length);
  }

  private static Type type(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> Type.OBJECT;
      case START_ARRAY -> Type.ARRAY;
      case VALUE_NUMBER_INT -> Type.INTEGER;
      case VALUE_NUMBER_FLOAT -> Type.NUMBER;
      case VALUE_TRUE, VALUE_FALSE -> Type.BOOLEAN;
      case VALUE_NULL -> Type.NULL;
      default -> Type.STRING;
    };
  }

  private void describe(String name, Place place, long outOf, int depth) {
    if (lines++ >= MAX_LINES) {
      return;
    }
    out.append("  ".repeat(depth)).append(name).append(types(place));
    out.append(place.values < outOf ? ", not always there" : "").append('\n');
    place.keys.forEach(
        (key, value) ->
            describe(OneLine.of(key, MAX_NAME) + ": ", value, place.objects, depth + 1));
    if (place.moreKeys) {
      out.append("  ".repeat(depth + 1)).append("and more keys\n");
    }
    if (place.element != null && place.element.values > 0) {
      describe("each: ", place.element, 0, depth + 1);
    }
  }

  private static String types(Place place) {
    return place.types.stream()
        .map(type -> type == Type.ARRAY ? array(place) : type.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" or "));
  }

  private static String array(Place place) {
    if (place.shortest > place.longest) {
      return "array";
    }
    return place.shortest == place.longest
        ? "array of " + place.longest
        : "array of " + place.shortest + " to " + place.longest;
  }
}
