package io.llmdevops.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All settings, layered. Reading one of the wrong form notes a fault and yields the given fallback,
 * so that every fault is found in one go.
 */
final class Settings {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private final Map<String, Setting> settings = new HashMap<>();
  private final List<String> faults;

  /**
   * Which settings there are.
   *
   * @param all every key of the packaged defaults
   * @param fileOnly those that no variable can set
   */
  record Names(Set<String> all, Set<String> fileOnly) {
    boolean isKnown(String key, boolean inFile) {
      return all.contains(key) && (inFile || !fileOnly.contains(key));
    }
  }

  Settings(List<Source> sources, Names names, List<String> faults) {
    this.faults = new ArrayList<>(faults);
    sources.forEach(source -> source.layOver(settings, names, this.faults));
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(settings.get(key)).map(Setting::value);
  }

  Optional<Secret> secret(String key) {
    return text(key).map(Secret::new);
  }

  boolean flag(String key) {
    return parse(key, false, Settings::toBoolean, "must be true or false");
  }

  int number(String key, int least, int most) {
    return (int) wholeNumber(key, least, most);
  }

  long wholeNumber(String key, long least, long most) {
    Function<String, Long> parser =
        text -> {
          var value = Long.parseLong(text);
          return value >= least && value <= most ? value : null;
        };
    return parse(key, least, parser, "must be a whole number from " + least + " to " + most);
  }

  Duration duration(String key) {
    var wanted = "must be a duration above zero such as 500ms, 60s, 15m or 1h";
    return parse(key, Duration.ofSeconds(1), Settings::toDuration, wanted);
  }

  Optional<URI> url(String key) {
    var wanted = "must be an http or https URL without credentials, query and fragment";
    return parse(
        key, Optional.<URI>empty(), text -> Optional.ofNullable(toUrl(text)), wanted, true);
  }

  Path path(String key) {
    return parse(key, Path.of("."), Path::of, "must be a path");
  }

  <E extends Enum<E>> E oneOf(String key, Class<E> type) {
    var constants = type.getEnumConstants();
    return parse(key, constants[0], text -> constant(type, text), "must be " + names(type));
  }

  <E extends Enum<E>> Set<E> someOf(String key, Class<E> type) {
    Function<String, Set<E>> parser =
        text ->
            Stream.of(text.split(","))
                .map(part -> constant(type, part.strip()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(type)));
    return parse(key, EnumSet.allOf(type), parser, "must be a list, by commas, of " + names(type));
  }

  /** Notes that a setting is not as it must be. */
  void fault(String key, String what) {
    var setting = settings.get(key);
    faults.add((setting == null ? key.toUpperCase(Locale.ROOT) : setting.origin()) + ": " + what);
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  private <T> T parse(String key, T fallback, Function<String, T> parser, String wanted) {
    return parse(key, fallback, parser, wanted, false);
  }

  private <T> T parse(
      String key, T fallback, Function<String, T> parser, String wanted, boolean optional) {
    var setting = settings.get(key);
    if (setting == null) {
      if (!optional) {
        fault(key, "is missing");
      }
      return fallback;
    }
    var value = attempt(setting.value(), parser);
    if (value == null || value.equals(Optional.empty())) {
      fault(key, wanted);
      return fallback;
    }
    return value;
  }

  private static <T> T attempt(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Boolean toBoolean(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }

  private static Duration toDuration(String text) {
    var match = DURATION.matcher(text);
    if (!match.matches()) {
      return null;
    }
    var amount = Long.parseLong(match.group(1));
    var duration =
        switch (match.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        };
    return duration.isZero() ? null : duration;
  }

  private static URI toUrl(String text) {
    try {
      var url = new URI(text.replaceFirst("/+$", ""));
      var isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      var isPlain =
          url.getHost() != null
              && url.getUserInfo() == null
              && url.getQuery() == null
              && url.getFragment() == null;
      return isWeb && isPlain ? url : null;
    } catch (URISyntaxException e) {
      return null;
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
