package io.llmdevops.model;

import io.llmdevops.config.LlmConfig.TaskLimits;
import io.llmdevops.config.Prices;
import io.llmdevops.model.Model.Traits;
import io.llmdevops.model.Prompt.Turn;
import io.llmdevops.task.ModelCall;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** The hard stops of one task: how much room they leave for its next call. */
public final class Budget {

  /** Nothing worth publishing is said in less. */
  private static final long USEFUL_TOKENS = 256;

  private final TaskLimits limits;

  /** What there is for a call. */
  public sealed interface Room {

    /**
     * It may be made.
     *
     * @param reserved the most that it may take; its output tokens are the ones to ask for
     */
    record Granted(ModelCall reserved) implements Room {}

    /** No model may be asked any more for this task; names the limit and its setting. */
    record LimitReached(String why) implements Room {}

    /** This model's context has no room for the prompt and an answer; another's may. */
    record TooLong(String why) implements Room {}
  }

  public Budget(TaskLimits limits) {
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  /**
   * Measures what the next call of a task may take.
   *
   * @param spent on the task so far
   * @param stable the first part of the prompt
   * @param turns the rest of it
   */
  public Room room(Model model, Spent spent, String stable, List<Turn> turns) {
    if (spent.calls() >= limits.calls()) {
      return reached(limits.calls() + " model calls", "LLM_MAX_CALLS_PER_TASK");
    }
    var traits = model.traits();
    var useful = Math.min(USEFUL_TOKENS, traits.outputTokens());
    var input = Tokens.in(stable, turns, traits.images());
    var tokens = limits.tokens() - spent.tokens() - input;
    if (tokens < useful) {
      return reached(limits.tokens() + " tokens", "LLM_MAX_TOKENS_PER_TASK");
    }
    var bought = bought(traits, spent, input);
    if (bought < useful) {
      var dollars = limits.costUsd().map(BigDecimal::toPlainString).orElse("");
      return reached(dollars + " US dollars", "LLM_MAX_COST_PER_TASK");
    }
    var context = traits.contextTokens() - input;
    if (context < useful) {
      return new Room.TooLong(
          "the prompt is too long for its context of " + traits.contextTokens() + " tokens");
    }
    var output = Math.min(Math.min(tokens, bought), Math.min(context, traits.outputTokens()));
    return new Room.Granted(reserved(model, input, output));
  }

  private static ModelCall reserved(Model model, long input, long output) {
    var cost = model.traits().prices().map(prices -> prices.cost(input, 0, output));
    return ModelCall.begun(model.name(), input, output, cost);
  }

  /** How many tokens of an answer the money that is left pays for; without a price, any number. */
  private long bought(Traits traits, Spent spent, long input) {
    if (limits.costUsd().isEmpty() || traits.prices().isEmpty()) {
      return Long.MAX_VALUE;
    }
    Prices prices = traits.prices().get();
    var left = limits.costUsd().get().subtract(spent.costUsd()).subtract(prices.cost(input, 0, 0));
    return left.signum() < 0 ? 0 : prices.outputTokensFor(left);
  }

  private static Room reached(String limit, String setting) {
    return new Room.LimitReached(
        "the limit of " + limit + " per task (" + setting + ") is reached");
  }
}
