package io.llmdevops.config;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
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
 * {@code CONFIG_FILE}), then {@code .env}, then the environment, each over the one before.
 */
public final class ConfigLoader {

  private static final String DEFAULTS = "conf/config.json";

  private final Vertx vertx;
  private final Path directory;
  private final ConfigStoreOptions environment;
  private final boolean makesSecret;

  /**
   * What was loaded.
   *
   * @param generatedSecret the file that holds the secret, where none was configured
   * @param sources where settings other than the defaults came from, as a person calls them
   */
  public record Loaded(EngineConfig config, Optional<Path> generatedSecret, List<String> sources) {}

  /** Reads {@code conf} and {@code .env} below the working directory, and the environment. */
  public ConfigLoader(Vertx vertx) {
    this(vertx, Path.of(""), rawEnvironment());
  }

  /**
   * @param directory stands for the working directory
   * @param environment stands for the process's environment
   */
  public ConfigLoader(Vertx vertx, Path directory, ConfigStoreOptions environment) {
    this(vertx, directory, environment, true);
  }

  private ConfigLoader(
      Vertx vertx, Path directory, ConfigStoreOptions environment, boolean makesSecret) {
    this.vertx = vertx;
    this.directory = directory;
    this.environment = environment;
    this.makesSecret = makesSecret;
  }

  /** One that writes nothing: a secret that is yet to be made is only stood in for. */
  public ConfigLoader onlyLooking() {
    return new ConfigLoader(vertx, directory, environment, false);
  }

  /** Raw, since the store would otherwise turn a secret that looks like a number into one. */
  private static ConfigStoreOptions rawEnvironment() {
    return new ConfigStoreOptions()
        .setType("env")
        .setConfig(new JsonObject().put("raw-data", true));
  }

  /** Fails with {@link InvalidConfigException}, naming every fault. */
  public Future<Loaded> load() {
    return retrieve(environment)
        .compose(variables -> vertx.executeBlocking(() -> build(variables.getMap())));
  }

  private Loaded build(Map<String, Object> variables) {
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

  private Future<JsonObject> retrieve(ConfigStoreOptions store) {
    var options = new ConfigRetrieverOptions().setIncludeDefaultStores(false).addStore(store);
    var retriever = ConfigRetriever.create(vertx, options.setScanPeriod(-1));
    return retriever.getConfig().eventually(retriever::close);
  }
}
