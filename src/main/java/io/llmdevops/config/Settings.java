package io.llmdevops.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * All settings, layered. Reading one of the wrong form notes a fault and yields the given fallback,
 * so that every fault is found in one go.
 */
final class Settings {

  private final Map<String, Setting> settings;
  private final List<String> faults;
  private final UnaryOperator<String> unset;

  /**
   * Which settings there are.
   *
   * @param all every key of the packaged defaults
   * @param fileOnly those that no variable can set
   * @param lists those of them that are lists
   */
  record Names(Set<String> all, Set<String> fileOnly, Set<String> lists) {

    static Names variable(String key) {
      return new Names(Set.of(key), Set.of(), Set.of());
    }

    boolean isSingle(String key, boolean inFile) {
      return isKnown(key, inFile) && !lists.contains(key);
    }

    boolean isKnown(String key, boolean inFile) {
      return all.contains(key) && (inFile || !fileOnly.contains(key));
    }
  }

  /**
   * @param sources each over the one before
   * @param faults that were found so far; further ones are added
   */
  Settings(List<Source> sources, Names names, List<String> faults) {
    this(new HashMap<>(), faults, key -> key.toUpperCase(Locale.ROOT));
    sources.forEach(source -> source.layOver(settings, names, faults));
  }

  private Settings(
      Map<String, Setting> settings, List<String> faults, UnaryOperator<String> unset) {
    this.settings = settings;
    this.faults = faults;
    this.unset = unset;
  }

  /** Settings of other names from these sources; their faults are noted here. */
  Settings beside(List<Source> sources, Names names) {
    return new Settings(sources, names, faults);
  }

  /**
   * The parts of a setting, read as settings are; their faults are noted here.
   *
   * @param where what comes between the setting's name and a part's
   */
  Settings inside(String key, String where, Map<String, String> parts) {
    var whole = settings.get(key);
    var inside = new HashMap<String, Setting>();
    parts.forEach((name, value) -> inside.put(name, whole.part(where + name, value)));
    return new Settings(inside, faults, name -> whole.part(where + name, "").origin());
  }

  /** Whether a setting came from the source that is called so. */
  boolean holdsAnyOf(String source) {
    return settings.values().stream().anyMatch(setting -> setting.source().equals(source));
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

  /** One that may be left out. */
  Optional<URI> url(String key) {
    return optional(key, Form.URL);
  }

  /** One that may be left out. */
  <T> Optional<T> optional(String key, Form<T> form) {
    return text(key).flatMap(text -> read(key, text, form));
  }

  /** One that may be left out. */
  OptionalInt optionalNumber(String key, int least, int most) {
    return optional(key, Form.wholeNumber(least, most)).stream()
        .mapToInt(Math::toIntExact)
        .findFirst();
  }

  /** Notes that a setting is not as it must be. */
  void fault(String key, String what) {
    var setting = settings.get(key);
    faults.add((setting == null ? unset.apply(key) : setting.origin()) + ": " + what);
  }

  List<String> faults() {
    return faults.stream().distinct().toList();
  }

  private <T> T read(String key, Form<T> form, T fallback) {
    if (text(key).isEmpty()) {
      fault(key, "is missing");
    }
    return optional(key, form).orElse(fallback);
  }

  private <T> Optional<T> read(String key, String text, Form<T> form) {
    var value = form.read(text);
    if (value.isEmpty()) {
      fault(key, form.wanted());
    }
    return value;
  }
}
