package io.llmdevops.model;

import io.llmdevops.config.Prices;
import io.llmdevops.model.ModelException.Kind;
import io.llmdevops.task.ModelCall;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** A model whose calls end when and as a test wants them to. */
final class StandIn implements Model {

  private final String name;
  private final Traits traits;
  private final Queue<Promise<Answer>> underWay = new ArrayDeque<>();

  StandIn(String name) {
    this(name, new Traits(false, 100_000, 10_000, Optional.empty()));
  }

  StandIn(String name, Traits traits) {
    this.name = name;
    this.traits = traits;
  }

  static StandIn with(boolean images, long context, long output, Optional<Prices> prices) {
    return new StandIn("m", new Traits(images, context, output, prices));
  }

  /** Of the calls under way the oldest ends. */
  void answers(Answer.Stop stop) {
    var call = new ModelCall(name, 1, 1, 0, Optional.empty(), 1, 1);
    underWay.remove().complete(new Answer(stop, call));
  }

  void fails(Kind kind, String why) {
    fail(new ModelException(kind, why, Optional.empty(), Optional.empty()));
  }

  void fails(String why, Duration retryAfter) {
    fail(new ModelException(Kind.PASSING, why, Optional.of(retryAfter), Optional.empty()));
  }

  void fail(Throwable cause) {
    underWay.remove().fail(cause);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Traits traits() {
    return traits;
  }

  @Override
  public Future<Answer> generate(Prompt prompt, Handler<String> onText) {
    var call = Promise.<Answer>promise();
    underWay.add(call);
    return call.future();
  }
}
