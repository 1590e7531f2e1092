package io.llmdevops.chaos;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends tasks, two rounds for each repository, and remembers what was answered. */
final class Load {

  /** Round 2 of these is sent back once: their README, attached in round 1, lacks sections. */
  private static final String REPAIRED = "repaired";

  private final HttpClient plain;
  private final WebClient client;
  private final String url;
  private final String secret;
  private final String evaluationUrl;
  private final Random random;
  private final Map<String, JsonObject> answered = new ConcurrentHashMap<>();
  private final Queue<JsonObject> unanswered = new ConcurrentLinkedQueue<>();
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
  private final Queue<Future<?>> underWay = new ConcurrentLinkedQueue<>();
  private final AtomicInteger neverSentAgain = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger lostHalves = new AtomicInteger();
  private final byte[] large = new byte[300_000];
  private int repositories;
  private int tasks;

  Load(Vertx vertx, String url, String secret, String evaluationUrl, Random random) {
    this.plain = vertx.createHttpClient();
    this.client = WebClient.create(vertx);
    this.url = url;
    this.secret = secret;
    this.evaluationUrl = evaluationUrl;
    this.random = random;
    random.nextBytes(large);
  }

  /** How often a model has to be asked for a task to be done. */
  static int callsFor(Snapshot.Row row) {
    return row.round() == 2 && row.task().startsWith(REPAIRED) ? 2 : 1;
  }

  /** Sends round 1 and, once that is answered, round 2 of a new repository. */
  void feed(boolean toBeRepaired) {
    var name = (toBeRepaired ? REPAIRED : "plain") + "-" + ++repositories;
    var first = request(name, 1).put("attachments", attachments(toBeRepaired));
    var second = request(name, 2).put("attachments", new JsonArray().add(csv("more.csv")));
    underWay.add(post(first).compose(stored -> post(second)).otherwiseEmpty());
  }

  /** Sends what an engine left unanswered once more, all but every second of it. */
  void sendAgain() {
    for (var body = unanswered.poll(); body != null; body = unanswered.poll()) {
      if (neverSentAgain.incrementAndGet() % 2 == 0) {
        underWay.add(post(body).otherwiseEmpty());
      }
    }
  }

  /** Sends many at once, with bodies that take a while. */
  void burst() {
    for (var i = 0; i < 8; i++) {
      var body = request("burst-" + ++repositories, 1);
      body.put("attachments", new JsonArray().add(attachment("large.bin", "a/b", large)));
      underWay.add(post(body).otherwiseEmpty());
    }
  }

  /** Sends one half of a request; succeeds when that is out. */
  Future<Void> sendHalf() {
    var body = request("half-" + ++repositories, 1);
    var bytes =
        body.put("attachments", new JsonArray().add(attachment("large.bin", "a/b", large)))
            .toBuffer();
    var options = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url + "/task");
    return plain
        .request(options)
        .compose(
            request -> {
              var answer = request.response().onFailure(lost -> lostHalves.incrementAndGet());
              underWay.add(answer.otherwiseEmpty());
              return request
                  .putHeader("Content-Type", "application/json")
                  .putHeader("Content-Length", String.valueOf(bytes.length()))
                  .write(bytes.getBuffer(0, bytes.length() / 2));
            });
  }

  private Future<HttpResponse<Buffer>> post(JsonObject body) {
    return client
        .postAbs(url + "/task")
        .timeout(20_000)
        .sendJsonObject(body)
        .onSuccess(response -> judge(response, body))
        .onFailure(
            killed -> {
              failures.incrementAndGet();
              unanswered.add(body);
            });
  }

  private void judge(HttpResponse<Buffer> response, JsonObject body) {
    if (response.statusCode() == 200) {
      answered.put(response.bodyAsJsonObject().getString("id"), body);
    } else {
      refusals.add(response.statusCode() + " " + response.bodyAsString());
    }
  }

  /** Waits until every request has been answered or has lost its engine. */
  void settle() throws Exception {
    for (var request = underWay.poll(); request != null; request = underWay.poll()) {
      request.await(30, TimeUnit.SECONDS);
    }
  }

  /** Whom the engine answered 200, by id. */
  Map<String, JsonObject> answered() {
    return answered;
  }

  /** What came instead of a 200, other than a broken connection. */
  List<String> refusals() {
    return List.copyOf(refusals);
  }

  /** Whole requests that found no engine, or lost it before its answer. */
  int failures() {
    return failures.get();
  }

  /** Half requests that lost their engine. */
  int lostHalves() {
    return lostHalves.get();
  }

  private JsonObject request(String task, int round) {
    return new JsonObject()
        .put("email", "chaos@example.com")
        .put("secret", secret)
        .put("task", task)
        .put("round", round)
        .put("nonce", "nonce-" + ++tasks)
        .put("brief", "Show the figures of " + task + ", round " + round + ".")
        .put("checks", new JsonArray().add("Repo has MIT license"))
        .put("evaluation_url", evaluationUrl);
  }

  private JsonArray attachments(boolean toBeRepaired) {
    var blob = new byte[2_000];
    random.nextBytes(blob);
    var all = new ArrayList<JsonObject>();
    all.add(csv("data.csv"));
    all.add(attachment("blob.bin", "application/octet-stream", blob));
    if (toBeRepaired) {
      all.add(attachment("README.md", "text/markdown", "# Notes\n\nNothing else.\n"));
    }
    return new JsonArray(all);
  }

  private JsonObject csv(String name) {
    var rows = new StringBuilder("region,sales\n");
    for (var i = 0; i < 40; i++) {
      rows.append("region-").append(i).append(',').append(random.nextInt(1_000)).append('\n');
    }
    return attachment(name, "text/csv", rows.toString());
  }

  private static JsonObject attachment(String name, String type, String text) {
    return attachment(name, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject attachment(String name, String type, byte[] content) {
    var base64 = Base64.getEncoder().encodeToString(content);
    return new JsonObject().put("name", name).put("url", "data:" + type + ";base64," + base64);
  }
}
