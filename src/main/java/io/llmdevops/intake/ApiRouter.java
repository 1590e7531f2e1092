package io.llmdevops.intake;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Mounts handlers on the contract's operations. */
final class ApiRouter {

  private final Vertx vertx;
  private final ApiContract contract;
  private final Map<String, List<Handler<RoutingContext>>> handlers;

  /**
   * @param handlers in order, by the contract's operation id
   */
  ApiRouter(
      Vertx vertx, ApiContract contract, Map<String, List<Handler<RoutingContext>>> handlers) {
    this.vertx = vertx;
    this.contract = contract;
    this.handlers = handlers;
  }

  Router build(ProblemHandler problems) {
    var builder = RouterBuilder.create(vertx, contract.routes());
    builder.rootHandler(Answers::protect);
    contract.routes().operations().forEach(operation -> mount(builder, operation));
    var router = builder.createRouter();
    contract.routes().getPaths().forEach(path -> mountOtherMethods(router, path));
    router.route().handler(ApiRouter::refuseUnknownPath);
    problems.mountOn(router);
    return router;
  }

  private void mount(RouterBuilder builder, Operation operation) {
    // The library lets 1.0, duplicate names and lone surrogates pass, points a missing field at its
    // parent and needs the whole body in memory before it looks: intake judges by itself, in the
    // contract's order, and a test holds the contract and that judgement together. Its security
    // comes before everything else, ours has a place in that order (the secret) or is a plain
    // handler (the read token).
    var route =
        builder.getRoute(operation.getOperationId()).setDoValidation(false).setDoSecurity(false);
    handlersOf(operation).forEach(route::addHandler);
  }

  private List<Handler<RoutingContext>> handlersOf(Operation operation) {
    var found = handlers.get(operation.getOperationId());
    if (found == null) {
      throw new IllegalStateException("no handler for " + operation.getOperationId());
    }
    return found;
  }

  /** HEAD where GET is (RFC 9110, section 9.1), 405 for what is left. */
  private void mountOtherMethods(Router router, Path path) {
    var at = path.getName().replaceAll("\\{(.*?)}", ":$1");
    path.getOperations().stream()
        .filter(operation -> operation.getHttpMethod() == HttpMethod.GET)
        .forEach(operation -> handlersOf(operation).forEach(router.head(at)::handler));
    var allowed =
        path.getOperations().stream()
            .map(Operation::getHttpMethod)
            .flatMap(m -> m == HttpMethod.GET ? Stream.of(m, HttpMethod.HEAD) : Stream.of(m))
            .map(HttpMethod::name)
            .collect(Collectors.joining(", "));
    router.route(at).handler(ctx -> refuseMethod(allowed));
  }

  static void refuseMethod(String allowed) {
    throw Problem.of(405, "this path takes other methods", HttpHeaders.ALLOW.toString(), allowed);
  }

  static void refuseUnknownPath(RoutingContext ctx) {
    throw Problem.of(404, "there is nothing at this path");
  }
}
