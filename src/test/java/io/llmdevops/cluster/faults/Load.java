package io.llmdevops.cluster.faults;

import io.llmdevops.Machine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Sends tasks as a load balancer would: to the next node, where one does not answer. */
final class Load {

  private static final int TRIES = 300;
  private static final long PAUSE_MILLIS = 200;
  private static final long PATIENCE_MILLIS = 4_000;

  private final Vertx vertx;
  private final WebClient client;
  private final Outside outside;
  private final List<Node> nodes;

  Load(Vertx vertx, Outside outside, List<Node> nodes) {
    this.vertx = vertx;
    this.client =
        WebClient.create(vertx, new WebClientOptions(), new PoolOptions().setHttp1MaxSize(8));
    this.outside = outside;
    this.nodes = nodes;
  }

  /**
   * Tasks that were sent, spread over all nodes.
   *
   * @param accepted by some node, each of them
   */
  record Batch(String prefix, List<String> nonces, Future<?> accepted) {

    void awaitAccepted() throws Exception {
      accepted.await(2, TimeUnit.MINUTES);
    }
  }

  /**
   * Sends them all at once.
   *
   * @param prefix of their nonces, of this batch alone
   */
  Batch send(String prefix, int tasks) {
    var nonces = IntStream.range(0, tasks).mapToObj(n -> prefix + "-" + n).toList();
    var answers =
        IntStream.range(0, tasks)
            .mapToObj(n -> send(outside.request(nonces.get(n)), n, TRIES))
            .toList();
    return new Batch(prefix + "-", nonces, Future.all(answers));
  }

  private Future<HttpResponse<Buffer>> send(JsonObject request, int node, int tries) {
    return client
        .postAbs(nodes.get(node % nodes.size()).machine().url("/task"))
        .timeout(PATIENCE_MILLIS)
        .sendJsonObject(request.copy().put("secret", Machine.SECRET))
        .compose(Load::accepted)
        .recover(
            cause ->
                tries == 0 || cause instanceof IllegalArgumentException
                    ? Future.failedFuture(cause)
                    : vertx
                        .timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(later -> send(request, node + 1, tries - 1)));
  }

  private static Future<HttpResponse<Buffer>> accepted(HttpResponse<Buffer> answer) {
    if (answer.statusCode() == 200) {
      return Future.succeededFuture(answer);
    }
    var text = answer.statusCode() + " " + answer.bodyAsString();
    return Future.failedFuture(
        answer.statusCode() == 503
            ? new IllegalStateException(text)
            : new IllegalArgumentException(text));
  }
}
