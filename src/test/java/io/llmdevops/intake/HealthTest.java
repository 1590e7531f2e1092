package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.HttpConfig;
import io.llmdevops.task.Standing;
import io.llmdevops.task.StoreUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one node of several says of itself and the others. */
class HealthTest {

  private final Vertx vertx = Vertx.vertx();
  private final RealStore store = new RealStore();
  private volatile Supplier<Future<Optional<Standing>>> standing;
  private ManagementVerticle management;

  @BeforeEach
  void start(@TempDir Path dataDir) throws SQLException {
    store.open(vertx, dataDir);
    management =
        new ManagementVerticle(
            new HttpConfig("127.0.0.1", 0, Optional.empty()),
            new Readiness(store.door, () -> true, () -> standing.get()),
            ctx -> ctx.end());
    RunningIntake.await(vertx.deployVerticle(management));
  }

  @AfterEach
  void stop() throws SQLException {
    store.close();
    RunningIntake.await(vertx.close());
  }

  private void stand(OptionalInt members, String... missing) {
    var told = new Standing("one", 2, members, List.of(missing));
    standing = () -> Future.succeededFuture(Optional.of(told));
  }

  private HttpResponse<String> ask(String path) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + management.actualPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aNodeOfAWholeEngineIsReadyAndSaysWhoIsThere() throws Exception {
    stand(OptionalInt.of(3));
    var answer = ask("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"ready\",\"database\":\"up\",\"cluster\":{\"node\":\"one\",\"nodes\":2,"
                + "\"members\":3,\"missing_roles\":[]}}");
  }

  @Test
  void aNodeThatHearsOfNobodyIsReadyToo() throws Exception {
    stand(OptionalInt.empty());
    assertThat(new JsonObject(ask("/health/ready").body()).getJsonObject("cluster"))
        .isEqualTo(new JsonObject("{\"node\":\"one\",\"nodes\":2,\"missing_roles\":[]}"));
  }

  @Test
  void rolesThatNobodyHasAreNamed() throws Exception {
    stand(OptionalInt.of(2), "check", "notification");
    var answer = ask("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(new JsonObject(answer.body()).getString("detail"))
        .isEqualTo("no node has the roles check, notification");
  }

  @Test
  void whereTheStoreCannotSayWhoIsThereItIsNotReady() throws Exception {
    standing =
        () -> Future.failedFuture(new StoreUnavailableException(new SQLException("table t")));
    var answer = ask("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("the store does not answer").doesNotContain("table");
  }

  @Test
  void aNodeIsAliveWhateverTheOthersAre() throws Exception {
    stand(OptionalInt.of(1), "llm");
    assertThat(ask("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
  }
}
