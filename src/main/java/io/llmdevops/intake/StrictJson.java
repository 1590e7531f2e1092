package io.llmdevops.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.llmdevops.intake.JsonValue.Items;
import io.llmdevops.intake.JsonValue.Members;
import io.llmdevops.intake.JsonValue.Nothing;
import io.llmdevops.intake.JsonValue.Text;
import io.llmdevops.intake.JsonValue.Unusable;
import io.llmdevops.intake.JsonValue.Whole;
import java.io.IOException;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Set;

/**
 * Reads one JSON object (RFC 8259) and is strict where parsers are lenient: UTF-8 without a byte
 * order mark, no name twice in an object, no lone surrogates, nothing after the object.
 *
 * <p>What the contract does not know is checked but not kept, since an unknown sender may make it
 * as large as a body can be.
 */
final class StrictJson {

  static final int MAX_NESTING = 64;

  /** Names are remembered to find the second of a kind; this bounds the memory that takes. */
  static final int MAX_NAMES = 100_000;

  private static final int KEPT_NESTING = 4;
  private static final int KEPT_ITEMS = Limits.MOST_ITEMS + 1;
  private static final Set<String> KNOWN =
      Set.of(
          "email",
          "secret",
          "task",
          "round",
          "nonce",
          "brief",
          "checks",
          "evaluation_url",
          "attachments",
          "name",
          "url",
          "js");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names of others would fill (and could be made to collide in) a table shared by all.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser parser;
  private final boolean mayHoldSurrogates;
  private int names;

  private StrictJson(JsonParser parser, boolean mayHoldSurrogates) {
    this.parser = parser;
    this.mayHoldSurrogates = mayHoldSurrogates;
  }

  /**
   * @throws Problem 400, saying where the text stops being what it should
   */
  static Members object(byte[] body) {
    var text = StrictText.decode(body);
    try (var parser = FACTORY.createParser(text)) {
      // Well-formed UTF-8 has no surrogates: a lone one can only come as an escape.
      return new StrictJson(parser, text.contains("\\u")).document();
    } catch (StreamConstraintsException tooDeep) {
      throw Problem.badRequest("the JSON is nested deeper than " + MAX_NESTING + " levels");
    } catch (JsonParseException malformed) {
      throw Problem.badRequest("the body is not strict JSON" + place(malformed));
    } catch (IOException unreadable) {
      throw Problem.badRequest("the body is not strict JSON");
    }
  }

  private static String place(JsonParseException malformed) {
    var at = malformed.getLocation();
    return at == null ? "" : ": line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private Members document() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw Problem.badRequest("the body is not a JSON object");
    }
    var object = members(1);
    if (parser.nextToken() != null) {
      throw Problem.badRequest("something follows the JSON object");
    }
    return object;
  }

  private Members members(int depth) throws IOException {
    var kept = new HashMap<String, JsonValue>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = name();
      parser.nextToken();
      var known = depth < KEPT_NESTING && KNOWN.contains(name);
      var value = value(depth, known);
      if (known) {
        kept.put(name, value);
      }
    }
    return new Members(kept);
  }

  private String name() throws IOException {
    if (++names > MAX_NAMES) {
      throw Problem.badRequest("the JSON has more than " + MAX_NAMES + " names");
    }
    refuseLoneSurrogates();
    return parser.currentName();
  }

  private Items items(int depth) throws IOException {
    var kept = new ArrayList<JsonValue>();
    var count = 0L;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      var keep = depth < KEPT_NESTING && count < KEPT_ITEMS;
      var value = value(depth, keep);
      if (keep) {
        kept.add(value);
      }
      count++;
    }
    return new Items(kept, count);
  }

  private JsonValue value(int depth, boolean keep) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> members(keep ? depth + 1 : KEPT_NESTING);
      case START_ARRAY -> items(keep ? depth + 1 : KEPT_NESTING);
      case VALUE_STRING -> {
        refuseLoneSurrogates();
        yield keep ? new Text(parser.getText()) : Unusable.VALUE;
      }
      case VALUE_NUMBER_INT -> keep ? new Whole(parser.getText()) : Unusable.VALUE;
      case VALUE_NULL -> Nothing.NULL;
      default -> Unusable.VALUE;
    };
  }

  private void refuseLoneSurrogates() throws IOException {
    if (!mayHoldSurrogates) {
      return;
    }
    var text = CharBuffer.wrap(parser.getTextCharacters());
    var start = parser.getTextOffset();
    if (StrictText.hasLoneSurrogate(text.subSequence(start, start + parser.getTextLength()))) {
      throw Problem.badRequest("the JSON holds half a surrogate pair");
    }
  }
}
