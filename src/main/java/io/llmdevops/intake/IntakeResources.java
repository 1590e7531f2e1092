package io.llmdevops.intake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** What all instances of {@link IntakeVerticle} in one process share. */
public final class IntakeResources {

  private final Future<ApiContract> contract;
  private final Limits limits;
  private final BodyBudget budget;

  private IntakeResources(Future<ApiContract> contract, Limits limits) {
    this.contract = contract;
    this.limits = limits;
    this.budget = new BodyBudget(limits.allBytes());
  }

  /**
   * Starts to load the contract, which takes about half a second on worker threads: to be called
   * before other work that the start waits for, such as opening the store.
   */
  public static IntakeResources prepare(Vertx vertx) {
    return prepare(vertx, Limits.DEFAULT);
  }

  public static IntakeResources prepare(Vertx vertx, Limits limits) {
    return new IntakeResources(ApiContract.load(vertx), limits);
  }

  /** Done as soon as nothing more happens on other threads; never fails. */
  public Future<Void> settled() {
    return contract.transform(loaded -> Future.succeededFuture());
  }

  Future<ApiContract> contract() {
    return contract;
  }

  Limits limits() {
    return limits;
  }

  BodyBudget budget() {
    return budget;
  }
}
