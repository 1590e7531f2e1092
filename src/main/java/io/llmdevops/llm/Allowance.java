package io.llmdevops.llm;

import io.llmdevops.config.LlmConfig;

/** The hard stops of one task's spending. */
record Allowance(int maxCalls, long maxTokens) {

  /** A token of English or of code is about four characters. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  static Allowance of(LlmConfig config) {
    return new Allowance(config.limits().calls(), config.limits().tokens());
  }

  /**
   * How many tokens the answer to a prompt of that length may have.
   *
   * @param length in characters
   * @throws NoVersionException where a limit leaves no room for the call, naming the limit
   */
  long outputTokens(Spent spent, long length) {
    if (spent.calls() >= maxCalls) {
      throw new NoVersionException(
          "the limit of " + maxCalls + " model calls per task (LLM_MAX_CALLS_PER_TASK) is reached");
    }
    var left = maxTokens - spent.tokens() - length / CHARACTERS_PER_TOKEN;
    if (left <= 0) {
      throw new NoVersionException(
          "the limit of " + maxTokens + " tokens per task (LLM_MAX_TOKENS_PER_TASK) is reached");
    }
    return left;
  }
}
