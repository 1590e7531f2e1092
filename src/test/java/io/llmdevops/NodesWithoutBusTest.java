package io.llmdevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.store.PostgresServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that share a database and hear nothing of each other, as when the bus is cut off. */
class NodesWithoutBusTest {

  private static final String SECRET = "the-secret-of-both-nodes";

  private final Vertx one = Vertx.vertx();
  private final Vertx two = Vertx.vertx();
  private final WebClient client = WebClient.create(one);
  @TempDir private Path folder;

  @AfterEach
  void close() {
    await(Future.join(one.close(), two.close()));
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("still waiting", e);
    }
  }

  private MainVerticle node(Vertx vertx, String roles, String database) {
    var settings =
        new JsonObject()
            .put("SECRET", SECRET)
            .put("NOTIFY_ALLOW_PRIVATE", "true")
            .put("ROLES", roles)
            .put("DATABASE_URL", database);
    var node =
        new MainVerticle(LoopbackConfig.with(vertx, folder.resolve(roles.split(",")[0]), settings));
    await(vertx.deployVerticle(node));
    return node;
  }

  private HttpResponse<Buffer> ready(MainVerticle node) {
    return await(client.getAbs(node.apiUrl() + "/health/ready").send());
  }

  private static String database() {
    var server = PostgresServer.shared();
    return server.url(server.freshDatabase());
  }

  @Test
  void areNotReadyWhereEachWouldPublishOnItsOwnMachine() {
    var database = database();
    var first = node(one, "intake,llm,check,github,notification", database);
    assertThat(ready(first).statusCode()).isEqualTo(200);

    node(two, "llm,check,github,notification", database);

    assertThat(ready(first).statusCode()).isEqualTo(503);
    assertThat(ready(first).bodyAsJsonObject().getString("detail"))
        .contains("without GITHUB_TOKEN each node has repositories of its own");
  }

  @Test
  void finishAllWorkByTheirTimersAndKnowOfEachOther() throws Exception {
    var database = database();
    var evaluator = new TestEvaluator(one);
    var front = node(one, "intake,notification", database);
    assertThat(ready(front).statusCode()).isEqualTo(503);
    assertThat(ready(front).bodyAsJsonObject().getString("detail"))
        .isEqualTo("no node has the roles llm, check, github");

    node(two, "llm,check,github", database);
    assertThat(ready(front).bodyAsJsonObject().getJsonObject("cluster").getInteger("nodes"))
        .isEqualTo(2);
    var request =
        new JsonObject()
            .put("email", "student@example.com")
            .put("secret", SECRET)
            .put("task", "clock")
            .put("round", 1)
            .put("nonce", "n")
            .put("brief", "Show the time.")
            .put("evaluation_url", evaluator.url());
    assertThat(await(client.postAbs(front.apiUrl() + "/task").sendJsonObject(request)).statusCode())
        .isEqualTo(200);
    assertThat(evaluator.next().getString("nonce")).isEqualTo("n");
  }
}
