package io.llmdevops.llm;

import io.llmdevops.model.Answer;
import io.llmdevops.model.Answer.Stop;
import io.llmdevops.model.Model;
import io.llmdevops.model.ModelException;
import io.llmdevops.model.ModelException.Kind;
import io.llmdevops.model.Prompt;
import io.llmdevops.task.ModelCall;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Says what it was told to say, and remembers what it was asked. */
final class ScriptedModel implements Model {

  private record Line(String text, Stop stop, Optional<ModelException> failure) {}

  private final Queue<Line> script = new ArrayDeque<>();
  private final List<Prompt> prompts = new ArrayList<>();

  ScriptedModel says(String text) {
    return says(text, Stop.COMPLETE);
  }

  ScriptedModel says(String text, Stop stop) {
    script.add(new Line(text, stop, Optional.empty()));
    return this;
  }

  ScriptedModel fails(boolean worthRetrying, Duration retryAfter) {
    var failure =
        new ModelException(
            worthRetrying ? Kind.PASSING : Kind.ACCOUNT,
            "the model is not to be had",
            Optional.of(retryAfter),
            Optional.empty());
    script.add(new Line("", Stop.COMPLETE, Optional.of(failure)));
    return this;
  }

  /** What it was asked so far. */
  List<Prompt> prompts() {
    return prompts;
  }

  /** The last thing that was said to it. */
  String lastQuestion() {
    var turns = prompts.get(prompts.size() - 1).turns();
    return turns.get(turns.size() - 1).text();
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public Traits traits() {
    return new Traits(false, 1_000_000, 1_000_000, Optional.empty());
  }

  @Override
  public Future<Answer> generate(Prompt prompt, Handler<String> onText) {
    prompts.add(prompt);
    var line = script.remove();
    if (line.failure().isPresent()) {
      return Future.failedFuture(line.failure().get());
    }
    onText.handle(line.text());
    var call = new ModelCall("scripted", 100, 10, 0, Optional.empty(), 1, 2);
    return Future.succeededFuture(new Answer(line.stop(), call));
  }
}
