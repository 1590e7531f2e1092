package io.llmdevops.config;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays the environment over {@code .env}, that over the configuration's file, and that over the
 * packaged defaults. Blocks.
 *
 * @param directory stands for the working directory
 * @param makesSecret whether a secret that is missing is made and kept, or only stood in for
 */
record Layers(Path directory, boolean makesSecret) {

  private static final String DEFAULTS = "conf/config.json";

  Layers onlyLooking() {
    return new Layers(directory, false);
  }

  /**
   * @throws InvalidConfigException naming every fault
   */
  ConfigLoader.Loaded build(Map<String, ?> variables) {
    var faults = new ArrayList<String>();
    var dotenv = dotenv(faults);
    var defaults = SettingsJson.object(Packaged.text(DEFAULTS));
    var named =
        List.of(Source.variables(".env", dotenv), Source.variables("environment", variables));
    var sources = new ArrayList<Source>();
    sources.add(Source.file("defaults", defaults));
    file(configFile(variables, dotenv), faults).ifPresent(sources::add);
    sources.addAll(named);
    var settings = new Settings(sources, ConfigBuilder.names(defaults.keySet()), faults);
    var used = sources.stream().skip(1).map(Source::name).filter(settings::holdsAnyOf).toList();
    return new ConfigBuilder(settings, named, makesSecret).build(used);
  }

  private Map<String, String> dotenv(List<String> faults) {
    try {
      return Dotenv.configure()
          .directory(directory.toAbsolutePath().toString())
          .ignoreIfMissing()
          .load()
          .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
          .stream()
          .collect(Collectors.toMap(DotenvEntry::getKey, DotenvEntry::getValue, (a, b) -> b));
    } catch (DotenvException e) {
      faults.add(".env: has a line that is not NAME=value");
      return Map.of();
    }
  }

  private static String configFile(Map<String, ?> variables, Map<String, ?> dotenv) {
    return Stream.of(variables, dotenv)
        .map(source -> source.get("CONFIG_FILE"))
        .filter(Objects::nonNull)
        .map(Object::toString)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("");
  }

  private Optional<Source> file(String named, List<String> faults) {
    var name = named.isEmpty() ? DEFAULTS : named;
    var path = directory.resolve(name);
    if (Files.isRegularFile(path)) {
      return SettingsJson.file(path, name, faults).map(json -> Source.file(name, json));
    }
    if (!named.isEmpty()) {
      faults.add("CONFIG_FILE: there is no file " + named);
    }
    return Optional.empty();
  }
}
