package io.llmdevops.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;

/** The MIT licence that every published repository carries (SPDX identifier {@code MIT}). */
final class License {

  private static final String YEAR = "{year}";
  private static final String TEMPLATE = load();

  private License() {}

  static Content granted(Instant accepted) {
    var year = String.valueOf(accepted.atOffset(ZoneOffset.UTC).getYear());
    return Content.utf8(TEMPLATE.replace(YEAR, year));
  }

  /** It is the engine's, of whatever year: the year of the first round stays. */
  static boolean isIn(Content file) {
    return file.text()
        .map(text -> text.replaceFirst("(?m)^(Copyright \\(c\\)) \\d{4} ", "$1 {year} "))
        .filter(TEMPLATE::equals)
        .isPresent();
  }

  private static String load() {
    try (var text = License.class.getResourceAsStream("/licence/MIT.txt")) {
      var bytes = Objects.requireNonNull(text, "licence/MIT.txt").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
