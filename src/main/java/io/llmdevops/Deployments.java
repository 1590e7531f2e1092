package io.llmdevops;

import io.llmdevops.config.HttpConfig;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Verticles deployed together: where one cannot start, the others can be taken back. */
final class Deployments {

  private final Vertx vertx;
  private final List<String> ids = new CopyOnWriteArrayList<>();

  Deployments(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * @param http where it listens, if it does
   * @return failed with {@link CannotStartException}, which names the address, if that is taken
   */
  Future<String> deploy(Supplier<Deployable> part, int instances, HttpConfig http) {
    return vertx
        .deployVerticle(part, new DeploymentOptions().setInstances(instances))
        .onSuccess(ids::add)
        .recover(cause -> Future.failedFuture(explained(cause, http)));
  }

  Future<?> undeploy() {
    return Future.join(ids.stream().map(vertx::undeploy).toList());
  }

  /** "Address already in use" alone does not tell which. */
  private static Throwable explained(Throwable cause, HttpConfig http) {
    return cause instanceof BindException
        ? new CannotStartException(
            "cannot listen on " + http.host() + ":" + http.port() + ": " + cause.getMessage())
        : cause;
  }
}
