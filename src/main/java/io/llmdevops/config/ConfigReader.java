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
 * Reads the configuration: packaged defaults, then {@code conf/config.json} (or the file named by
 * {@code CONFIG_FILE}), then {@code .env}, then the environment, each over the one before. Needs no
 * Vert.x, since how that is made may depend on what is read.
 */
public final class ConfigReader {

  private static final String DEFAULTS = "conf/config.json";

  /** What makes a node one of a cluster, whatever the other sources say. */
  private static final Source CLUSTERED =
      Source.variables("started as one of a cluster", Map.of("CLUSTER", "true"));

  private final Path directory;
  private final boolean makesSecret;
  private final boolean clustered;

  /** Reads {@code conf} and {@code .env} below the working directory. */
  public ConfigReader() {
    this(Path.of(""));
  }

  /**
   * @param directory stands for the working directory
   */
  public ConfigReader(Path directory) {
    this(directory, true, false);
  }

  private ConfigReader(Path directory, boolean makesSecret, boolean clustered) {
    this.directory = directory;
    this.makesSecret = makesSecret;
    this.clustered = clustered;
  }

  /** One that writes nothing: a secret that is yet to be made is only stood in for. */
  public ConfigReader onlyLooking() {
    return new ConfigReader(directory, false, clustered);
  }

  /** One for a node that was started as one of a cluster. */
  public ConfigReader clustered() {
    return new ConfigReader(directory, makesSecret, true);
  }

  /**
   * With the environment of this process. Blocks.
   *
   * @throws InvalidConfigException naming every fault
   */
  public ConfigLoader.Loaded read() {
    return read(System.getenv());
  }

  /**
   * Blocks.
   *
   * @param variables stand for the environment
   * @throws InvalidConfigException naming every fault
   */
  public ConfigLoader.Loaded read(Map<String, ?> variables) {
    var faults = new ArrayList<String>();
    var dotenv = dotenv(faults);
    var defaults = SettingsJson.object(Packaged.text(DEFAULTS));
    var named =
        List.of(Source.variables(".env", dotenv), Source.variables("environment", variables));
    var sources = new ArrayList<Source>();
    sources.add(Source.file("defaults", defaults));
    file(configFile(variables, dotenv), faults).ifPresent(sources::add);
    sources.addAll(named);
    if (clustered) {
      sources.add(CLUSTERED);
    }
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
