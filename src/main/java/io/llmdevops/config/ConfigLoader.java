package io.llmdevops.config;

import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Has {@link ConfigReader} read the configuration on a worker thread. */
public final class ConfigLoader {

  private final Vertx vertx;
  private final ConfigReader reader;
  private final ConfigStoreOptions environment;

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
    var alone = new ConfigReader(directory);
    this.vertx = vertx;
    this.reader = vertx.isClustered() ? alone.clustered() : alone;
    this.environment = environment;
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
        .compose(variables -> vertx.executeBlocking(() -> reader.read(variables.getMap())));
  }

  private Future<JsonObject> retrieve(ConfigStoreOptions store) {
    var options = new ConfigRetrieverOptions().setIncludeDefaultStores(false).addStore(store);
    var retriever = ConfigRetriever.create(vertx, options.setScanPeriod(-1));
    return retriever.getConfig().eventually(retriever::close);
  }
}
