package io.llmdevops.config;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One object of {@code llm_chain}; each fault names its place there. */
final class ChainEntry {

  private static final String KEY_VARIABLE = "api_key_variable";
  private static final List<String> REQUIRED = List.of("provider", "model");

  private static final Map<String, Class<?>> MEMBERS =
      Map.ofEntries(
          Map.entry("provider", String.class),
          Map.entry("model", String.class),
          Map.entry("base_url", String.class),
          Map.entry(KEY_VARIABLE, String.class),
          Map.entry("temperature", Number.class),
          Map.entry("max_output_tokens", Number.class),
          Map.entry("context_tokens", Number.class),
          Map.entry("images", Boolean.class),
          Map.entry("input_price", Number.class),
          Map.entry("cached_price", Number.class),
          Map.entry("output_price", Number.class));

  private static final Map<Class<?>, String> WANTED =
      Map.of(
          String.class, "must be a text",
          Number.class, "must be a number",
          Boolean.class, "must be true or false");

  private final Settings settings;
  private final ModelKeys keys;
  private final ModelTraits defaults;

  ChainEntry(Settings settings, ModelKeys keys, ModelTraits defaults) {
    this.settings = settings;
    this.keys = keys;
    this.defaults = defaults;
  }

  /**
   * The model, unless there is too little to tell which one is meant.
   *
   * @param place goes before the names of the members
   */
  Optional<ModelConfig> read(String place, Map<?, ?> members) {
    var parts = settings.inside(ChainSettings.CHAIN, place, rightMembers(place, members));
    var traits = ModelTraits.read(parts, "");
    var provider = parts.optional("provider", Form.oneOf(Provider.class));
    var model = parts.text("model");
    var baseUrl = parts.url("base_url");
    var isUrlFaulty = baseUrl.isEmpty() && isGiven(members.get("base_url"));
    return provider.isEmpty() || model.isEmpty() || isUrlFaulty
        ? Optional.empty()
        : Optional.of(model(parts, provider.get(), model.get(), baseUrl, traits));
  }

  private ModelConfig model(
      Settings parts, Provider provider, String model, Optional<URI> baseUrl, ModelTraits own) {
    var usual = settings.text("llm_model").orElse(provider.defaultModel());
    var traits = own.or(defaults, model.equals(usual));
    traits.refuseAnswersThatLeaveNoRoom(parts, "");
    var url = baseUrl.map(provider::baseUrl).orElse(provider.ownUrl());
    return traits.model(provider, model, url, key(parts, provider, url));
  }

  /** An empty name stands for a server that wants no key, whatever else is set. */
  private ModelKey key(Settings parts, Provider provider, URI url) {
    var name = parts.text(KEY_VARIABLE);
    if (name.isPresent() && !name.get().isEmpty()) {
      return keys.named(parts, KEY_VARIABLE);
    }
    var key = name.isPresent() ? keys.none(provider) : keys.own(provider);
    if (key.secret().isEmpty() && provider.isOwn(url)) {
      var wanted = "must name a variable, or " + key.variable() + " must be set: ";
      parts.fault(KEY_VARIABLE, wanted + url.getHost() + " wants a key");
    }
    return key;
  }

  private Map<String, String> rightMembers(String place, Map<?, ?> members) {
    var faulty = settings.inside(ChainSettings.CHAIN, place, Map.of());
    var right = new HashMap<String, String>();
    members.forEach(
        (key, value) -> {
          var name = key.toString();
          var type = MEMBERS.get(name);
          if (type == null) {
            faulty.fault(name, "there is no such setting");
          } else if (value != null && !type.isInstance(value)) {
            faulty.fault(name, WANTED.get(type));
          } else if (isGiven(value) || (value != null && name.equals(KEY_VARIABLE))) {
            right.put(name, value.toString());
          }
        });
    REQUIRED.stream()
        .filter(name -> !isGiven(members.get(name)))
        .forEach(name -> faulty.fault(name, "is missing"));
    return right;
  }

  private static boolean isGiven(Object value) {
    return value != null && !value.toString().isEmpty();
  }
}
