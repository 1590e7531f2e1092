package io.llmdevops.command;

import io.llmdevops.model.Answer;
import io.llmdevops.model.Model;
import io.llmdevops.model.Prompt;
import io.llmdevops.task.ModelCall;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.Optional;
import java.util.function.BiFunction;

/** A model that answers as a test says. */
record AskedModel(String name, BiFunction<Prompt, Handler<String>, Future<Answer>> behaviour)
    implements Model {

  static AskedModel saying(String name, String text, Answer.Stop stop) {
    return new AskedModel(
        name,
        (prompt, onText) -> {
          if (!text.isEmpty()) {
            onText.handle(text);
          }
          return Future.succeededFuture(answer(name, stop));
        });
  }

  static AskedModel failing(String name, RuntimeException cause) {
    return new AskedModel(name, (prompt, onText) -> Future.failedFuture(cause));
  }

  static Answer answer(String name, Answer.Stop stop) {
    return new Answer(stop, new ModelCall(name, 21, 2, 0, Optional.empty(), 5, 8, true));
  }

  @Override
  public Traits traits() {
    return new Traits(false, 100_000, 8_000, Optional.empty());
  }

  @Override
  public Future<Answer> generate(Prompt prompt, Handler<String> onText) {
    return behaviour.apply(prompt, onText);
  }
}
