package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.config.HttpConfig;
import io.llmdevops.task.Standing;
import io.llmdevops.task.StoreUnavailableException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one node of several says of itself and the others. */
class HealthTest {

  private static final Duration LONG = Duration.ofSeconds(20);

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
            new Readiness(condition(Duration.ofSeconds(1)), () -> true),
            ctx -> ctx.end());
    RunningIntake.await(vertx.deployVerticle(management));
  }

  private Condition condition(Duration patience) {
    return new Condition(vertx, store.door, () -> standing.get(), patience);
  }

  @AfterEach
  void stop() throws SQLException {
    store.close();
    RunningIntake.await(vertx.close());
  }

  private void stand(OptionalInt members, String... missing) {
    var told = new Standing("one", 2, members, List.of(missing), List.of());
    standing = () -> Future.succeededFuture(Optional.of(told));
  }

  private HttpResponse<String> ask(String path) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + management.actualPort() + path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).timeout(LONG).build(),
            HttpResponse.BodyHandlers.ofString());
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
  void nodesThatWouldWorkOnOtherRepositoriesAreNamed() throws Exception {
    var told = new Standing("one", 2, OptionalInt.empty(), List.of(), List.of("two"));
    standing = () -> Future.succeededFuture(Optional.of(told));
    var answer = ask("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(answer.body()).getString("detail"))
        .contains("without GITHUB_TOKEN")
        .endsWith(": two");
  }

  @Test
  void aNodeThatHasDroppedOutOfTheClusterIsReadyAndSaysSo() throws Exception {
    stand(OptionalInt.of(0));
    var answer = ask("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getJsonObject("cluster").getInteger("members"))
        .isZero();
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

  @Test
  void allWhoAskAtOnceShareOneLookAndEachHearsOfItAtHome() {
    var looks = new AtomicInteger();
    standing =
        () -> {
          looks.incrementAndGet();
          return Future.succeededFuture(Optional.empty());
        };
    Promise<Void> opening = Promise.promise();
    store.openDoorAfter(opening.future());
    var condition = condition(Duration.ofSeconds(20));
    var asked = new ArrayList<Future<Context>>();
    for (var n = 0; n < 300; n++) {
      asked.add(asking(condition, RunningIntake.await(eventLoop())));
    }

    opening.complete();

    RunningIntake.await(Future.all(asked));
    assertThat(store.entries()).isEqualTo(1);
    assertThat(looks).hasValue(1);
    RunningIntake.await(condition.look());
    assertThat(store.entries()).as("later there is another").isEqualTo(2);
  }

  private Future<Context> eventLoop() {
    Promise<Context> loop = Promise.promise();
    vertx.runOnContext(in -> loop.complete(vertx.getOrCreateContext()));
    return loop.future();
  }

  /** Done when it has been asked, and fails where the answer comes to another context. */
  private Future<Context> asking(Condition condition, Context home) {
    Promise<Context> answered = Promise.promise();
    Promise<Void> asked = Promise.promise();
    home.runOnContext(
        in -> {
          condition
              .look()
              .map(seen -> vertx.getOrCreateContext())
              .expecting(home::equals)
              .onComplete(answered);
          asked.complete();
        });
    RunningIntake.await(asked.future());
    return answered.future();
  }

  @Test
  void whoeverAsksIsAnsweredInTimeWhereTheStoreIsSilent() {
    store.openDoorAfter(Promise.<Void>promise().future());
    var condition = condition(Duration.ofMillis(20));

    for (var twice = 0; twice < 2; twice++) {
      assertThatThrownBy(() -> RunningIntake.await(condition.look()))
          .hasRootCauseInstanceOf(TimeoutException.class);
    }
    assertThat(store.entries()).isEqualTo(1);
  }

  @Test
  void aSilentStoreIsCalledByItsName() throws Exception {
    store.openDoorAfter(Promise.<Void>promise().future());

    var answer = ask("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("the store does not answer");
  }
}
