package io.llmdevops.config;

import io.llmdevops.config.Settings.Names;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the keys of models, and remembers every one that was found. */
final class ModelKeys {

  /** The setting of the key that is taken for any provider. */
  static final String ANY = "llm_api_key";

  /** Is never used: a configuration with faults does not come to be. */
  private static final Secret FAULTY = new Secret("faulty");

  private final Settings settings;
  private final List<Source> variables;
  private final Map<String, Secret> found = new TreeMap<>();

  ModelKeys(Settings settings, List<Source> variables) {
    this.settings = settings;
    this.variables = variables;
    for (var key : List.of(ANY, Provider.OPENAI.keySetting(), Provider.ANTHROPIC.keySetting())) {
      settings.secret(key).ifPresent(secret -> found.put(variable(key), secret));
    }
  }

  /** By the names of their variables. */
  Map<String, Secret> found() {
    return Map.copyOf(found);
  }

  boolean has(String key) {
    return found.containsKey(variable(key));
  }

  /** The key for whatever is configured, else the provider's own. */
  ModelKey usual(Provider provider) {
    return has(ANY) ? key(settings, ANY) : own(provider);
  }

  ModelKey own(Provider provider) {
    return has(provider.keySetting()) ? key(settings, provider.keySetting()) : none(provider);
  }

  ModelKey none(Provider provider) {
    return new ModelKey(variable(provider.keySetting()), Optional.empty());
  }

  /** The key in the variable that an entry names; it is a fault if there is none. */
  ModelKey named(Settings entry, String setting) {
    var name = entry.optional(setting, Form.VARIABLE);
    if (name.isEmpty()) {
      return new ModelKey(setting, Optional.of(FAULTY));
    }
    var key = name.get().toLowerCase(Locale.ROOT);
    var variable = settings.beside(variables, Names.variable(key));
    if (variable.text(key).isEmpty()) {
      entry.fault(setting, "names a variable that is set neither in the environment nor in .env");
      return new ModelKey(name.get(), Optional.of(FAULTY));
    }
    variable.secret(key).ifPresent(secret -> found.put(name.get(), secret));
    return key(variable, key);
  }

  private static ModelKey key(Settings from, String key) {
    return new ModelKey(variable(key), Optional.of(from.optional(key, Form.KEY).orElse(FAULTY)));
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT);
  }
}
