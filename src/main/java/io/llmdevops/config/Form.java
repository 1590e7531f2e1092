package io.llmdevops.config;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a setting is spelled.
 *
 * @param wanted what to say where it is spelled otherwise
 * @param reader gives nothing, or throws {@link IllegalArgumentException}, for what is of another
 *     form
 */
record Form<T>(String wanted, Function<String, Optional<T>> reader) {

  static final Form<Boolean> FLAG =
      new Form<>(
          "must be true or false",
          text ->
              Optional.of(text).filter(Set.of("true", "false")::contains).map(Boolean::valueOf));

  static final Form<Duration> DURATION =
      new Form<>("must be a duration above zero such as 500ms, 60s, 15m or 1h", Form::readDuration);

  static final Form<URI> URL =
      new Form<>(
          "must be an http or https URL without credentials, query and fragment", Form::readUrl);

  static final Form<Path> PATH = new Form<>("must be a path", text -> Optional.of(Path.of(text)));

  static final Form<Path> FOLDER =
      new Form<>(
          "must be a folder that exists",
          text -> Optional.of(Path.of(text)).filter(Files::isDirectory));

  static final Form<Path> EXECUTABLE =
      new Form<>(
          "must be the path of a program that is there and may be run",
          text ->
              Optional.of(Path.of(text)).filter(Files::isRegularFile).filter(Files::isExecutable));

  static final Form<String> VARIABLE =
      new Form<>(
          "must be the name of a variable, in capitals; not the key itself",
          matching("[A-Z][A-Z0-9_]*"));

  /** One word of the visible characters that a header's value may hold (RFC 9110, section 5.5). */
  static final Form<Secret> KEY =
      new Form<>(
          "must be ASCII without blanks and control characters, since it goes into a header",
          text -> matching("[!-~]+").apply(text).map(Secret::new));

  /**
   * A user or an organisation (GitHub Docs, "Username considerations"; an underscore parts the
   * short code of an enterprise).
   */
  static final Form<String> ACCOUNT =
      new Form<>(
          "must be the name of a GitHub user or organisation, not an address",
          matching("[A-Za-z0-9][A-Za-z0-9_-]{0,99}"));

  /** Calculating with 1e-999999999 would take all memory. */
  private static final int MOST_DECIMALS = 12;

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  static Form<Long> wholeNumber(long least, long most) {
    return new Form<>(
        "must be a whole number from " + least + " to " + most,
        text -> Optional.of(Long.valueOf(text)).filter(value -> value >= least && value <= most));
  }

  static Form<BigDecimal> number(String least, String most) {
    return new Form<>(
        "must be a number from " + least + " to " + most,
        text ->
            Optional.of(new BigDecimal(text))
                .filter(value -> value.compareTo(new BigDecimal(least)) >= 0)
                .filter(value -> value.compareTo(new BigDecimal(most)) <= 0)
                .map(BigDecimal::stripTrailingZeros)
                .filter(value -> value.scale() <= MOST_DECIMALS)
                .map(value -> value.scale() < 0 ? value.setScale(0) : value));
  }

  private static Function<String, Optional<String>> matching(String pattern) {
    return text -> Optional.of(text).filter(given -> given.matches(pattern));
  }

  static <E extends Enum<E>> Form<E> oneOf(Class<E> type) {
    return new Form<>("must be " + names(type), text -> Optional.of(constant(type, text)));
  }

  static <E extends Enum<E>> Form<Set<E>> someOf(Class<E> type) {
    return new Form<>(
        "must be a list, by commas, of " + names(type),
        text ->
            Optional.of(
                Stream.of(text.split(","))
                    .map(part -> constant(type, part.strip()))
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(type)))));
  }

  /** The value, where the text is of this form. */
  Optional<T> read(String text) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException otherForm) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> readDuration(String text) {
    var match = AMOUNT.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    var amount = Long.parseLong(match.group(1));
    var duration =
        switch (match.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        };
    return Optional.of(duration).filter(value -> !value.isZero());
  }

  private static Optional<URI> readUrl(String text) {
    try {
      var url = new URI(text.replaceFirst("/+$", ""));
      var isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      var isPlain =
          url.getHost() != null
              && url.getUserInfo() == null
              && url.getQuery() == null
              && url.getFragment() == null;
      return isWeb && isPlain ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    if (!text.equals(text.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("spelled in lower case");
    }
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return Stream.of(type.getEnumConstants())
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
