package io.llmdevops.check.repository;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.task.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Every {@code .json} file, and whatever else is JSON by its name, is one JSON value (RFC 8259) in
 * UTF-8. A {@code .map} is one only behind the name of the code it maps; others are maps of other
 * kinds.
 */
public final class JsonRule extends FormatRule {

  private static final List<String> ENDINGS =
      List.of(
          ".json",
          ".webmanifest",
          ".geojson",
          ".topojson",
          ".jsonld",
          ".gltf",
          ".ipynb",
          ".har",
          ".js.map",
          ".mjs.map",
          ".css.map");

  private static final StreamReadConstraints GENEROUS =
      StreamReadConstraints.builder()
          .maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .maxNumberLength(Integer.MAX_VALUE)
          .build();

  private static final JsonFactory STRICT =
      JsonFactory.builder().streamReadConstraints(GENEROUS).build();

  /** Some tools' own files may carry comments, by those tools' manuals. */
  private static final JsonFactory COMMENTED =
      JsonFactory.builder()
          .streamReadConstraints(GENEROUS)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  JsonRule() {
    super(StandingCheck.JSON, "JSON", Integer.MAX_VALUE);
  }

  @Override
  boolean isOne(String lowerCasePath) {
    return endsInOneOf(ENDINGS, lowerCasePath);
  }

  @Override
  Optional<Fault> fault(String path, Content content) {
    return fault(path, content.text());
  }

  private static Optional<Fault> fault(String path, Optional<String> text) {
    if (text.isEmpty()) {
      return Optional.of(Fault.of("it is not text in UTF-8"));
    }
    var json = text.get().startsWith("\uFEFF") ? text.get().substring(1) : text.get();
    return fault(mayBeCommented(path) ? COMMENTED : STRICT, json);
  }

  private static boolean mayBeCommented(String path) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    return path.startsWith(".vscode/")
        || name.startsWith("tsconfig")
        || name.equals("jsconfig.json");
  }

  private static Optional<Fault> fault(JsonFactory dialect, String json) {
    try (var parser = dialect.createParser(json)) {
      if (parser.nextToken() == null) {
        return Optional.of(Fault.of("it is empty, which is not JSON"));
      }
      parser.skipChildren();
      parser.finishToken();
      if (parser.nextToken() != null) {
        return Optional.of(at(parser.currentTokenLocation(), json, "more after the end"));
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of(at(e.getLocation(), json, "not valid JSON"));
    } catch (IOException readFromMemory) {
      throw new UncheckedIOException(readFromMemory);
    }
  }

  private static Fault at(JsonLocation location, String json, String what) {
    if (location == null) {
      return Fault.of(what);
    }
    var offset = (int) Math.max(0, Math.min(location.getCharOffset(), json.length()));
    return Fault.at(location.getLineNr(), location.getColumnNr(), what, Lines.around(json, offset));
  }
}
