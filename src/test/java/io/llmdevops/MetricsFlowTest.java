package io.llmdevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.github.standin.Options;
import io.llmdevops.github.standin.StandInGithub;
import io.llmdevops.metrics.Exposition;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole engine with a stand-in for GitHub, as Prometheus sees it. */
@Timeout(60)
class MetricsFlowTest {

  private static final String SECRET = "a-secret-of-the-engine-2741";
  private static final Duration GAP = Duration.ofMillis(50);
  private static final String OPEN_METRICS =
      "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final WebClient client = WebClient.create(vertx);
  private final AtomicInteger callbacks = new AtomicInteger();
  private final Promise<Void> askedTwice = Promise.promise();
  private StandInGithub github;
  private HttpServer evaluator;
  private MainVerticle engine;
  private String metricsUrl;

  @BeforeEach
  void start() throws Exception {
    github = StandInGithub.start(vertx, folder.resolve("github"), Options.quick().gap(GAP));
    evaluator =
        await(vertx.createHttpServer().requestHandler(this::evaluate).listen(0, "127.0.0.1"));
    var port = Machine.freePort();
    metricsUrl = "http://127.0.0.1:" + port + "/metrics";
    engine =
        new MainVerticle(
            LoopbackConfig.with(
                vertx,
                folder.resolve("data"),
                github,
                GAP,
                new JsonObject()
                    .put("SECRET", SECRET)
                    .put("MANAGEMENT_PORT", Integer.toString(port))));
    await(vertx.deployVerticle(engine));
  }

  /** Turns the first callback away, once the same task has been asked for a second time. */
  private void evaluate(HttpServerRequest request) {
    if (callbacks.getAndIncrement() == 0) {
      askedTwice.future().onSuccess(go -> request.response().setStatusCode(500).end());
    } else {
      request.response().end();
    }
  }

  @AfterEach
  void close() throws TimeoutException {
    try {
      github.close();
    } finally {
      vertx.close().await(20, TimeUnit.SECONDS);
    }
  }

  private String runOneTask() {
    var request =
        new JsonObject()
            .put("email", "student@example.com")
            .put("secret", SECRET)
            .put("task", "the-measured-sales")
            .put("round", 1)
            .put("nonce", "the nonce")
            .put("brief", "Show the numbers.")
            .put("evaluation_url", "http://127.0.0.1:" + evaluator.actualPort() + "/evaluation");
    var url = engine.apiUrl() + "/task";
    var accepted = await(client.postAbs(url).sendJsonObject(request)).bodyAsJsonObject();
    await(client.postAbs(url).sendJsonObject(request));
    askedTwice.complete();
    var status = accepted.getString("status_url");
    while (!stateOf(status).equals("notified")) {
      Thread.onSpinWait();
    }
    return accepted.getString("id");
  }

  /** What the store shows as done the stage may be about to count. */
  private HttpResponse<Buffer> scrapeOnceCounted() {
    var answer = scrape("text/plain");
    while (Exposition.ofText(answer.bodyAsString())
            .sum("engine_tasks_ended_total", "outcome", "notified")
        == 0) {
      answer = scrape("text/plain");
    }
    return answer;
  }

  private String stateOf(String statusUrl) {
    var path = statusUrl.substring(statusUrl.indexOf("/tasks/"));
    return await(client.getAbs(engine.apiUrl() + path).bearerTokenAuthentication(SECRET).send())
        .bodyAsJsonObject()
        .getString("state");
  }

  private HttpResponse<Buffer> scrape(String accept) {
    return await(client.getAbs(metricsUrl).putHeader("Accept", accept).send());
  }

  @Test
  void everyMetricMovesWithOneTask() {
    var id = runOneTask();

    var answer = scrapeOnceCounted();
    assertThat(answer.getHeader("Content-Type"))
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    var seen = Exposition.ofText(answer.bodyAsString());
    assertTasks(seen);
    assertStages(seen);
    assertOutside(seen);
    assertMachinery(seen);
    assertThat(answer.bodyAsString())
        .doesNotContain(id, "student@", "example.com", "the-measured-sales", "the nonce")
        .doesNotContain(SECRET, github.token(), "/repos/");
  }

  private static void assertTasks(Exposition seen) {
    assertThat(seen.sum("engine_tasks", "state", "notified")).isEqualTo(1);
    assertThat(seen.sum("engine_tasks", "state", "live")).isZero();
    assertThat(seen.sum("engine_queue_age_seconds")).isZero();
    assertThat(seen.sum("engine_task_requests_total", "answer", "accepted")).isEqualTo(1);
    assertThat(seen.sum("engine_task_requests_total", "answer", "duplicate")).isEqualTo(1);
    assertThat(seen.sum("engine_tasks_ended_total", "outcome", "notified")).isEqualTo(1);
    assertThat(seen.sum("engine_task_seconds_count", "outcome", "notified")).isEqualTo(1);
    assertThat(seen.sum("engine_task_seconds_sum")).isPositive();
  }

  private static void assertStages(Exposition seen) {
    for (var stage : new String[] {"llm", "check", "publish", "live", "notification"}) {
      assertThat(seen.sum("engine_step_seconds_count", "stage", stage, "outcome", "advance"))
          .as(stage)
          .isEqualTo(1);
      assertThat(seen.sum("engine_steps_running", "stage", stage)).as(stage).isZero();
      assertThat(seen.samples().keySet())
          .contains(new Exposition.Series("engine_lease_losses_total", Map.of("stage", stage)));
    }
    assertThat(seen.sum("engine_step_retries_total", "stage", "notification")).isEqualTo(1);
    assertThat(seen.sum("engine_step_seconds_count", "outcome", "retry")).isPositive();
    assertThat(seen.sum("engine_step_faults_total")).isZero();
    assertThat(seen.sum("engine_lease_losses_total")).isZero();
  }

  private static void assertOutside(Exposition seen) {
    assertThat(seen.sum("engine_model_call_seconds_count", "model", "simulated")).isEqualTo(1);
    assertThat(seen.sum("engine_model_input_tokens_total", "model", "simulated")).isPositive();
    assertThat(seen.sum("engine_model_output_tokens_total", "model", "simulated")).isPositive();
    assertThat(seen.sum("engine_model_first_token_seconds_count")).isEqualTo(1);
    assertThat(seen.sum("engine_model_calls_running")).isZero();
    assertThat(seen.sum("engine_callback_seconds_count", "result", "turned_away")).isEqualTo(1);
    assertThat(seen.sum("engine_callback_seconds_count", "result", "delivered")).isEqualTo(1);
    assertThat(seen.sum("engine_github_request_seconds_count", "kind", "change")).isPositive();
    assertThat(seen.sum("engine_github_request_seconds_count", "status", "2xx")).isPositive();
    assertThat(seen.sum("engine_github_limit"))
        .isGreaterThan(seen.sum("engine_github_limit_remaining"));
    assertThat(seen.sum("engine_github_limit_remaining")).isPositive();
    assertThat(seen.sum("engine_github_limit_reset_timestamp_seconds"))
        .isGreaterThan(System.currentTimeMillis() / 1000.0);
    assertThat(seen.sum("engine_github_closed_seconds")).isZero();
  }

  private static void assertMachinery(Exposition seen) {
    assertThat(seen.sum("engine_store_transaction_seconds_count", "kind", "write")).isPositive();
    assertThat(seen.sum("engine_store_transaction_seconds_count", "kind", "read")).isPositive();
    assertThat(seen.sum("engine_store_unavailable_total")).isZero();
    for (var address : List.of("task.accepted", "task.generated", "task.checked", "task.live")) {
      assertThat(seen.sum("engine_bus_sent_total", "address", address, "to", "local")).isPositive();
      assertThat(seen.sum("engine_bus_received_total", "address", address, "from", "local"))
          .isPositive();
      assertThat(seen.sum("engine_bus_pending", "address", address)).isZero();
    }
    assertThat(seen.sum("jvm_memory_used_bytes", "area", "heap")).isPositive();
    assertThat(seen.sum("jvm_threads_live_threads")).isPositive();
    assertThat(seen.sum("process_uptime_seconds")).isPositive();
    assertThat(seen.samples().keySet())
        .extracting(Exposition.Series::name)
        .contains(
            "process_cpu_usage", "process_files_open_files", "jvm_gc_memory_allocated_bytes_total");
  }

  @Test
  void prometheusGetsOpenMetricsAndOthersWhatTheyAskFor() {
    var open = scrape(OPEN_METRICS);
    assertThat(open.getHeader("Content-Type"))
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(Exposition.ofOpenMetrics(open.bodyAsString()).types())
        .containsEntry("engine_tasks", "gauge")
        .containsEntry("engine_lease_losses", "counter")
        .containsEntry("engine_store_transaction_seconds", "histogram");
    assertThat(scrape("*/*").getHeader("Content-Type")).startsWith("text/plain");
    assertThat(scrape("application/json").getHeader("Content-Type")).startsWith("text/plain");
    assertThat(scrape("application/openmetrics-text;q=0, text/*").getHeader("Content-Type"))
        .startsWith("text/plain");
    var head = await(client.requestAbs(HttpMethod.HEAD, metricsUrl).send());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isNull();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("still waiting", e);
    }
  }
}
