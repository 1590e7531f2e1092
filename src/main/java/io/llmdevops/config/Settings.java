package io.llmdevops.config;

import java.net.URI;
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

/**
 * All settings, layered. Reading one of the wrong form notes a fault and yields the given fallback,
 * so that every fault is found in one go.
 */
final class Settings {

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
    return read(key, Form.FLAG, false);
  }

  int number(String key, int least, int most) {
    return (int) wholeNumber(key, least, most);
  }

  long wholeNumber(String key, long least, long most) {
    return read(key, Form.wholeNumber(least, most), least);
  }

  Duration duration(String key) {
    return read(key, Form.DURATION, Duration.ofSeconds(1));
  }

  Path path(String key) {
    return read(key, Form.PATH, Path.of("."));
  }

  <E extends Enum<E>> E oneOf(String key, Class<E> type) {
    return read(key, Form.oneOf(type), type.getEnumConstants()[0]);
  }

  <E extends Enum<E>> Set<E> someOf(String key, Class<E> type) {
    return read(key, Form.someOf(type), EnumSet.allOf(type));
  }

  /** The one that may be left out. */
  Optional<URI> url(String key) {
    return text(key).flatMap(text -> read(key, text, Form.URL));
  }

  /** Notes that a setting is not as it must be. */
  void fault(String key, String what) {
    var setting = settings.get(key);
    faults.add((setting == null ? key.toUpperCase(Locale.ROOT) : setting.origin()) + ": " + what);
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  private <T> T read(String key, Form<T> form, T fallback) {
    var text = text(key);
    if (text.isEmpty()) {
      fault(key, "is missing");
    }
    return text.flatMap(given -> read(key, given, form)).orElse(fallback);
  }

  private <T> Optional<T> read(String key, String text, Form<T> form) {
    var value = form.read(text);
    if (value.isEmpty()) {
      fault(key, form.wanted());
    }
    return value;
  }
}
