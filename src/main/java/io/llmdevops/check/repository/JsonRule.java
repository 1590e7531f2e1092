package io.llmdevops.check.repository;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.llmdevops.check.judging.Findings;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.task.CheckResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every {@code .json} and {@code .webmanifest} file is one JSON value (RFC 8259) in UTF-8. */
public final class JsonRule implements Rule {

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

  @Override
  public StandingCheck check() {
    return StandingCheck.JSON;
  }

  @Override
  public List<CheckResult> judge(Subject subject) {
    var findings = new Findings(check());
    var paths = subject.tree().files().keySet().stream().filter(JsonRule::isJson).toList();
    for (var path : paths) {
      fault(subject, path)
          .ifPresent(
              fault ->
                  findings.addUnlessInherited(
                      subject, path, path + fault.where() + fault.what(), fault.at()));
    }
    return findings.orPassed(paths.size() + " JSON files, each one parses");
  }

  private static boolean isJson(String path) {
    var name = path.toLowerCase(Locale.ROOT);
    return name.endsWith(".json") || name.endsWith(".webmanifest");
  }

  /** What is wrong with that file, if anything is. */
  public static Optional<Fault> fault(Subject subject, String path) {
    var text = subject.text(path);
    if (text.isEmpty()) {
      return Optional.of(new Fault("", ": it is not text in UTF-8", ""));
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
        return Optional.of(new Fault("", ": it is empty, which is not JSON", ""));
      }
      parser.skipChildren();
      parser.finishToken();
      if (parser.nextToken() != null) {
        return Optional.of(at(parser.currentTokenLocation(), json, ": more after the end"));
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of(at(e.getLocation(), json, ": not valid JSON"));
    } catch (IOException readFromMemory) {
      throw new UncheckedIOException(readFromMemory);
    }
  }

  private static Fault at(JsonLocation location, String json, String what) {
    if (location == null) {
      return new Fault("", what, "");
    }
    var offset = (int) Math.max(0, Math.min(location.getCharOffset(), json.length()));
    return new Fault(
        ", line " + location.getLineNr() + ", column " + location.getColumnNr(),
        what,
        Lines.around(json, offset));
  }

  /**
   * @param where a place within the file, to be put behind its path
   * @param at the text there
   */
  public record Fault(String where, String what, String at) {}
}
