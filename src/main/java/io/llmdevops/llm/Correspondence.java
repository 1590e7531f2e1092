package io.llmdevops.llm;

import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.model.talk.PromptGuard;
import io.llmdevops.model.talk.Transcripts;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;

/**
 * How the engine speaks with models.
 *
 * @param prompts what it says
 * @param guard what it never says
 * @param transcripts what is kept of it
 */
record Correspondence(Prompts prompts, PromptGuard guard, Transcripts transcripts) {

  Correspondence {
    Objects.requireNonNull(prompts, "prompts");
    Objects.requireNonNull(guard, "guard");
    Objects.requireNonNull(transcripts, "transcripts");
  }

  /**
   * As it is configured. Reads files: to be called on a worker thread.
   *
   * @param secrets that no prompt may hold
   * @throws io.llmdevops.config.InvalidConfigException where the folder of prompts has faults
   */
  static Correspondence of(Vertx vertx, LlmConfig llm, List<Secret> secrets) {
    return new Correspondence(
        Prompts.from(llm.prompts()),
        new PromptGuard(secrets),
        new Transcripts(vertx, llm.keepPrompts(), secrets));
  }
}
