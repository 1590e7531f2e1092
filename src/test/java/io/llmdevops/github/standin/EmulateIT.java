package io.llmdevops.github.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmdevops.Machine;
import io.llmdevops.Npm;
import io.llmdevops.config.GithubConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.github.rest.Owner;
import io.llmdevops.github.rest.RestClient;
import io.llmdevops.store.StoreFixture;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second opinion on creating and reading repositories: the engine's client on npm's {@code
 * emulate}, a GitHub that others wrote. It has no Pages and no git, and listens on the loopback
 * interface only. It needs a newer Node.js than Debian 12 has; npm has one.
 */
@Timeout(240)
class EmulateIT {

  private static final String NAME = "emulate@0.12.2";
  private static final String NODE = "node@22.23.3";
  private static final String TOKEN = "emulate-accepts-this-token";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private Process emulate;
  private String url;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Npm.isInstalled("node") && Npm.isInstalled("npm"), "npm is not installed");
    var npm = Npm.below("emulate-0.12.2").install(NAME, NODE);
    var node = npm.home().resolve("node_modules/node/bin/node");
    var user =
        new JsonObject().put("login", "octo-engine").put("scopes", new JsonArray().add("repo"));
    var seed = folder.resolve("seed.json");
    Files.writeString(
        seed,
        new JsonObject()
            .put("tokens", new JsonObject().put(TOKEN, user))
            .put(
                "github",
                new JsonObject()
                    .put(
                        "users", new JsonArray().add(new JsonObject().put("login", "octo-engine"))))
            .encode());
    var port = Machine.freePort();
    url = "http://127.0.0.1:" + port;
    emulate =
        new ProcessBuilder(
                node.toString(),
                npm.home().resolve("node_modules/emulate/dist/index.js").toString(),
                "start",
                "--service",
                "github",
                "--port",
                "" + port,
                "--seed",
                seed.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    awaitReady();
  }

  private void awaitReady() throws IOException {
    var output = emulate.inputReader();
    for (var line = output.readLine(); ; line = output.readLine()) {
      assertThat(line).as("it says that it is ready").isNotNull();
      if (line.contains("Ready")) {
        return;
      }
    }
  }

  @AfterEach
  void close() {
    if (emulate != null) {
      emulate.destroyForcibly().onExit().join();
    }
    vertx.close().await();
  }

  @Test
  void createsAndReadsRepositories() throws Exception {
    var pace =
        new GithubConfig.Pace(
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    var config = new GithubConfig(new Secret(TOKEN), URI.create(url), Optional.empty(), pace);
    try (var store = StoreFixture.open(vertx, folder, Clock.systemUTC())) {
      var rest = new RestClient(vertx, config, store.tokenLimits());
      var account = new Owner(rest, Optional.empty()).account().await();
      assertThat(account.login()).isEqualTo("octo-engine");
      var path = account.repo("app").path();
      assertThat(rest.get(path).await().status()).isEqualTo(404);
      var body = new JsonObject().put("name", "app").put("description", "An app");
      var created = rest.change(HttpMethod.POST, account.creationPath(), body, () -> {}).await();
      assertThat(created.status()).isEqualTo(201);
      assertThat(created.object().getString("full_name")).isEqualTo("octo-engine/app");
      assertThat(created.object().getBoolean("private")).isFalse();
      var again = rest.change(HttpMethod.POST, account.creationPath(), body, () -> {}).await();
      assertThat(again.status()).isEqualTo(422);
      var read = rest.get(path).await();
      assertThat(read.object().getString("clone_url"))
          .isEqualTo(created.object().getString("clone_url"));
      assertThat(read.object().getString("description")).isEqualTo("An app");
    }
  }
}
