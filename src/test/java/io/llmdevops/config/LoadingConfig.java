package io.llmdevops.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A working directory and an environment of the test's own. */
abstract class LoadingConfig {

  private static Vertx vertx;
  @TempDir Path directory;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    vertx.close().await();
  }

  ConfigLoader.Loaded load(Map<String, String> environment) throws TimeoutException {
    var variables = new JsonObject();
    environment.forEach(variables::put);
    if (!environment.containsKey("DATA_DIR")) {
      variables.put("DATA_DIR", directory.resolve("data").toString());
    }
    var store = new ConfigStoreOptions().setType("json").setConfig(variables);
    return new ConfigLoader(vertx, directory, store).load().await(10, TimeUnit.SECONDS);
  }

  EngineConfig config(Map<String, String> environment) throws TimeoutException {
    return load(environment).config();
  }

  List<String> faults(Map<String, String> environment) {
    return catchThrowableOfType(InvalidConfigException.class, () -> load(environment)).faults();
  }

  void file(String name, String text) throws IOException {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
