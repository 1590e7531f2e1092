package io.llmdevops.command;

import io.llmdevops.config.EngineConfig;
import io.llmdevops.config.ModelConfig;
import io.llmdevops.config.Role;
import io.llmdevops.model.Answer;
import io.llmdevops.model.Chain;
import io.llmdevops.model.Model;
import io.llmdevops.model.ModelException;
import io.llmdevops.model.Prompt;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Whether each model of the chain answers: all of them are asked at once, for a word. */
final class ModelsCheck {

  private static final String STABLE = "An operator is trying out whether you can be reached.";
  private static final String QUESTION = "Answer with the single word ok.";
  private static final int TOKENS = 64;

  private final EngineConfig config;
  private final Duration patience;
  private final LongSupplier nanoTime;

  ModelsCheck(EngineConfig config, Duration patience, LongSupplier nanoTime) {
    this.config = config;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /**
   * Asks them, on the caller's context.
   *
   * @param chain called only where there is somebody to ask
   */
  Future<List<Finding>> look(Supplier<Chain> chain) {
    if (!config.roles().contains(Role.LLM)) {
      return one(Finding.note("model", "none is asked: this node's ROLES do not have llm"));
    }
    if (config.llm().isSimulated()) {
      return one(
          Finding.note(
              "model",
              "simulated: pages show the brief, no app is written",
              "for a real one set OPENAI_API_KEY, ANTHROPIC_API_KEY or, for a server of your own,"
                  + " LLM_BASE_URL and LLM_MODEL"));
    }
    return Future.all(chain.get().models().stream().map(this::ask).toList())
        .map(all -> all.<Finding>list());
  }

  private static Future<List<Finding>> one(Finding finding) {
    return Future.succeededFuture(List.of(finding));
  }

  private Future<Finding> ask(Model model) {
    var limits = new Prompt.Limits(Math.min(TOKENS, model.traits().outputTokens()), patience);
    var prompt = new Prompt(STABLE, List.of(Prompt.Turn.user(QUESTION)), limits);
    var begun = nanoTime.getAsLong();
    var written = new AtomicLong();
    return Future.future(
            (Promise<Answer> answer) ->
                model.generate(prompt, text -> written.addAndGet(text.length())).onComplete(answer))
        .timeout(givingUpAfter().toMillis(), TimeUnit.MILLISECONDS)
        .map(answer -> answered(model, answer, begun, written.get()))
        .otherwise(cause -> failed(model, cause));
  }

  /** The model's own time-out comes first, and says more. */
  private Duration givingUpAfter() {
    return patience.plus(patience.dividedBy(8));
  }

  private Finding answered(Model model, Answer answer, long begun, long written) {
    var call = answer.call();
    var seconds = (nanoTime.getAsLong() - begun) / 1e9;
    var text =
        String.format(
            Locale.ROOT,
            "%s answered in %.1f s: %d tokens in, %d out",
            host(model),
            seconds,
            call.inputTokens(),
            call.outputTokens());
    var why = peculiarity(answer.stop(), written);
    return why.isEmpty()
        ? Finding.ok(subject(model), text)
        : Finding.ok(subject(model), text + " (" + why + "; the key is accepted all the same)");
  }

  private static String peculiarity(Answer.Stop stop, long written) {
    return switch (stop) {
      case REFUSED -> "it would not say the word asked for";
      case TRUNCATED -> "it had more to say than the little it was allowed";
      case COMPLETE -> written == 0 ? "it had nothing to say" : "";
    };
  }

  private Finding failed(Model model, Throwable cause) {
    if (cause instanceof ModelException known) {
      var what = withoutName(known.getMessage(), model.name());
      return Finding.fault(subject(model), what, toDo(model, known.kind()));
    }
    var what =
        cause instanceof TimeoutException
            ? "no answer within " + givingUpAfter().toSeconds() + " s"
            : "the engine failed to ask it (" + cause.getClass().getSimpleName() + ")";
    return Finding.fault(subject(model), what, toDo(model, ModelException.Kind.PASSING));
  }

  /** It stands before already. */
  private static String withoutName(String message, String name) {
    var start = name + ": ";
    return message.startsWith(start) ? message.substring(start.length()) : message;
  }

  private String toDo(Model model, ModelException.Kind kind) {
    var variable = configured(model).keyVariable();
    return switch (kind) {
      case ACCOUNT ->
          "check that the key in "
              + variable
              + " is one of "
              + host(model)
              + "'s, still counts and has credit, and that the model is called "
              + configured(model).model()
              + " there";
      case PASSING ->
          "check that "
              + host(model)
              + " can be reached from here (base URL, network, firewall); where it is busy or still"
              + " loads the model, try again";
      case REQUEST ->
          "check that the provider and base URL belong together, and that the model takes what is"
              + " set for it (temperature, tokens)";
    };
  }

  private static String subject(Model model) {
    return "model " + model.name();
  }

  private String host(Model model) {
    return authority(configured(model).baseUrl());
  }

  /** Without credentials, which a base URL may have. */
  private static String authority(URI url) {
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }

  private ModelConfig configured(Model model) {
    return config.llm().chain().stream()
        .filter(candidate -> candidate.name().equals(model.name()))
        .findFirst()
        .orElseThrow();
  }
}
