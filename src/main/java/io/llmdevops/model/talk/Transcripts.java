package io.llmdevops.model.talk;

import io.llmdevops.config.Redaction;
import io.llmdevops.config.Secret;
import io.llmdevops.model.Answer;
import io.llmdevops.model.Model;
import io.llmdevops.model.Prompt;
import io.llmdevops.task.TaskId;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is said to models and what they answer, where a folder is configured for it: for each
 * call {@code <task id>/<n>-prompt.txt} before it and {@code <n>-answer.txt} after it, readable by
 * their owner only and without the engine's secrets. What cannot be kept is a warning, never a
 * task's failure.
 */
public final class Transcripts {

  private static final Logger log = LoggerFactory.getLogger(Transcripts.class);

  private final Vertx vertx;
  private final Optional<Path> folder;
  private final Redaction redaction;

  /**
   * @param folder nothing is kept without one
   * @param secrets that are struck out
   */
  public Transcripts(Vertx vertx, Optional<Path> folder, List<Secret> secrets) {
    this.vertx = vertx;
    this.folder = folder;
    this.redaction = new Redaction(secrets);
  }

  /** That model, overheard where a folder is configured; the model itself where none is. */
  public Model keeping(TaskId id, Model model) {
    return folder
        .<Model>map(path -> new Overheard(id, path.resolve(id.value()), model))
        .orElse(model);
  }

  private final class Overheard implements Model {

    private final TaskId id;
    private final Path where;
    private final Model model;

    private Overheard(TaskId id, Path where, Model model) {
      this.id = id;
      this.where = where;
      this.model = model;
    }

    @Override
    public String name() {
      return model.name();
    }

    @Override
    public Traits traits() {
      return model.traits();
    }

    @Override
    public Future<Answer> generate(Prompt prompt, Handler<String> onText) {
      var text = new StringBuilder();
      return kept(() -> Transcript.begin(where, redaction.of(Transcript.text(name(), prompt))))
          .compose(
              begun ->
                  model
                      .generate(
                          prompt,
                          piece -> {
                            text.append(piece);
                            onText.handle(piece);
                          })
                      .transform(ended -> keepAnswer(begun, text, ended)));
    }

    private Future<Answer> keepAnswer(
        Optional<Transcript> begun, StringBuilder text, AsyncResult<Answer> ended) {
      var answer = ended.succeeded() ? Future.succeededFuture(ended.result()) : failed(ended);
      if (begun.isEmpty()) {
        return answer;
      }
      return kept(() -> begun.get().end(redaction.of(Transcript.text(text, ended))))
          .transform(kept -> answer);
    }

    private static Future<Answer> failed(AsyncResult<Answer> ended) {
      return Future.failedFuture(ended.cause());
    }

    private <T> Future<Optional<T>> kept(Callable<T> writing) {
      return vertx
          .executeBlocking(writing, false)
          .map(Optional::of)
          .otherwise(
              cause -> {
                log.atWarn()
                    .addKeyValue("task", id)
                    .log("a transcript could not be kept in {}: {}", where, name(cause));
                return Optional.empty();
              });
    }

    /** Of a fault only its kind: a message might carry what was to be written. */
    private static String name(Throwable cause) {
      return cause.getClass().getSimpleName();
    }
  }
}
