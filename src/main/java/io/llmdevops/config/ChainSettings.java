package io.llmdevops.config;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The models of {@code llm_chain}: a list of objects. */
final class ChainSettings {

  static final String CHAIN = "llm_chain";

  private final Settings settings;
  private final ChainEntry entry;

  /**
   * @param defaults what an entry leaves out
   */
  ChainSettings(Settings settings, ModelKeys keys, ModelTraits defaults) {
    this.settings = settings;
    this.entry = new ChainEntry(settings, keys, defaults);
  }

  List<ModelConfig> read() {
    var entries = SettingsJson.list(settings.text(CHAIN).orElseThrow());
    if (entries.isEmpty()) {
      settings.fault(CHAIN, "must have at least one model");
    }
    var models = new TreeMap<Integer, ModelConfig>();
    for (var index = 0; index < entries.size(); index++) {
      var place = index;
      read(place, entries.get(index)).ifPresent(model -> models.put(place, model));
    }
    return named(models);
  }

  private Optional<ModelConfig> read(int index, Object value) {
    var place = "[" + index + "]";
    if (value instanceof Map<?, ?> members) {
      return entry.read(place + ".", members);
    }
    settings.inside(CHAIN, "", Map.of()).fault(place, "must be an object");
    return Optional.empty();
  }

  /** Reports tell models by their names, so that no two may be called the same. */
  private List<ModelConfig> named(Map<Integer, ModelConfig> models) {
    var names = new HashSet<String>();
    models.replaceAll((index, model) -> model.called(name(model, models)));
    models.forEach(
        (index, model) -> {
          if (!names.add(model.name())) {
            settings
                .inside(CHAIN, "[" + index + "].", Map.of())
                .fault("model", "is in the chain already, at the same server");
          }
        });
    return List.copyOf(models.values());
  }

  private static String name(ModelConfig model, Map<Integer, ModelConfig> models) {
    var same = models.values().stream().filter(other -> other.model().equals(model.model()));
    return same.count() == 1 ? model.model() : model.model() + " at " + server(model.baseUrl());
  }

  private static String server(URI url) {
    var host = url.getHost().toLowerCase(Locale.ROOT);
    return url.getPort() < 0 ? host : host + ":" + url.getPort();
  }
}
