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
import java.util.Optional;
import java.util.stream.Collectors;

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
    var faults = new ArrayList<String>();
    return retrieve(environment)
        .compose(
            variables -> {
              var dotenv = dotenv(faults);
              return file(variables, dotenv, faults)
                  .compose(
                      file -> vertx.executeBlocking(() -> build(file, dotenv, variables, faults)));
            });
  }

  private Loaded build(
      Optional<Source> file, JsonObject dotenv, JsonObject variables, List<String> faults) {
    var defaults = new JsonObject(Packaged.text(DEFAULTS));
    var sources = new ArrayList<Source>();
    sources.add(Source.file("defaults", defaults));
    file.ifPresent(sources::add);
    sources.add(Source.variables(".env", dotenv.getMap()));
    sources.add(Source.variables("environment", variables.getMap()));
    var names = ConfigBuilder.names(defaults);
    var used = sources.stream().skip(1).filter(source -> source.sets(names)).map(Source::name);
    var loaded = new ConfigBuilder(new Settings(sources, names, faults), makesSecret).build();
    return new Loaded(loaded.config(), loaded.generatedSecret(), used.toList());
  }

  private JsonObject dotenv(List<String> faults) {
    try {
      var entries =
          Dotenv.configure()
              .directory(directory.toAbsolutePath().toString())
              .ignoreIfMissing()
              .load()
              .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
              .stream()
              .collect(Collectors.toMap(DotenvEntry::getKey, DotenvEntry::getValue, (a, b) -> b));
      return new JsonObject(Map.copyOf(entries));
    } catch (DotenvException e) {
      faults.add(".env: has a line that is not NAME=value");
      return new JsonObject();
    }
  }

  private Future<Optional<Source>> file(
      JsonObject variables, JsonObject dotenv, List<String> faults) {
    var named = variables.getString("CONFIG_FILE", dotenv.getString("CONFIG_FILE", ""));
    var path = directory.resolve(named.isEmpty() ? DEFAULTS : named);
    if (!Files.isRegularFile(path)) {
      if (!named.isEmpty()) {
        faults.add("CONFIG_FILE: there is no file " + named);
      }
      return Future.succeededFuture(Optional.empty());
    }
    var name = named.isEmpty() ? DEFAULTS : named;
    var store =
        new ConfigStoreOptions()
            .setType("file")
            .setFormat("json")
            .setConfig(new JsonObject().put("path", path.toAbsolutePath().toString()));
    return retrieve(store)
        .map(json -> Optional.of(Source.file(name, json)))
        .otherwise(
            unreadable -> {
              faults.add(name + ": is not a JSON object");
              return Optional.empty();
            });
  }

  private Future<JsonObject> retrieve(ConfigStoreOptions store) {
    var options = new ConfigRetrieverOptions().setIncludeDefaultStores(false).addStore(store);
    var retriever = ConfigRetriever.create(vertx, options.setScanPeriod(-1));
    return retriever.getConfig().eventually(retriever::close);
  }
}
