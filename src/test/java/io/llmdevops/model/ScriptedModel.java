package io.llmdevops.model;

import io.llmdevops.config.Prices;
import io.llmdevops.model.Answer.Stop;
import io.llmdevops.model.ModelException.Kind;
import io.llmdevops.task.ModelCall;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Says what it was told to say, and remembers what it was asked. */
public final class ScriptedModel implements Model {

  private record Line(String text, Stop stop, Optional<Throwable> failure) {}

  private final String name;
  private final Traits traits;
  private final Queue<Line> script = new ArrayDeque<>();
  private final List<Prompt> prompts = new ArrayList<>();
  private Runnable whenAsked = () -> {};

  public ScriptedModel() {
    this("scripted");
  }

  public ScriptedModel(String name) {
    this(name, new Traits(false, 1_000_000, 10_000, Optional.empty()));
  }

  public ScriptedModel(String name, Traits traits) {
    this.name = name;
    this.traits = traits;
  }

  /** Takes so many dollars for a million tokens of any kind. */
  public static ScriptedModel priced(String dollars) {
    var each = new BigDecimal(dollars);
    var prices = Optional.of(new Prices(each, each, each));
    return new ScriptedModel("priced", new Traits(false, 1_000_000, 10_000, prices));
  }

  public ScriptedModel says(String text) {
    return says(text, Stop.COMPLETE);
  }

  public ScriptedModel says(String text, Stop stop) {
    script.add(new Line(text, stop, Optional.empty()));
    return this;
  }

  public ScriptedModel refuses() {
    return says("I will not.", Stop.REFUSED);
  }

  /** Comes to nothing before it was set to work. */
  public ScriptedModel fails(Kind kind, String why) {
    return fails(new ModelException(kind, why, Optional.empty(), Optional.empty()));
  }

  public ScriptedModel fails(Kind kind, String why, Duration retryAfter) {
    return fails(new ModelException(kind, why, Optional.of(retryAfter), Optional.empty()));
  }

  /** Breaks off in the middle of its answer. */
  public ScriptedModel breaksOff(String text) {
    var failure =
        new ModelException(
            Kind.PASSING, "the answer broke off", Optional.empty(), Optional.of(call()));
    script.add(new Line(text, Stop.COMPLETE, Optional.of(failure)));
    return this;
  }

  public ScriptedModel fails(Throwable cause) {
    script.add(new Line("", Stop.COMPLETE, Optional.of(cause)));
    return this;
  }

  /** Does this first each time it is asked. */
  public ScriptedModel whenAsked(Runnable action) {
    whenAsked = action;
    return this;
  }

  /** What it was asked so far. */
  public List<Prompt> prompts() {
    return prompts;
  }

  /** The last thing that was said to it. */
  public String lastQuestion() {
    var turns = prompts.get(prompts.size() - 1).turns();
    return turns.get(turns.size() - 1).text();
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
    prompts.add(prompt);
    whenAsked.run();
    var line = script.remove();
    if (!line.text().isEmpty()) {
      onText.handle(line.text());
    }
    return line.failure().isPresent()
        ? Future.failedFuture(line.failure().get())
        : Future.succeededFuture(new Answer(line.stop(), call()));
  }

  private ModelCall call() {
    var cost = traits.prices().map(prices -> prices.cost(100, 0, 10));
    return new ModelCall(name, 100, 10, 0, cost, 1, 2);
  }
}
