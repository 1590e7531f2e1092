package io.llmdevops.llm;

import io.llmdevops.model.DataBlock;
import io.llmdevops.model.talk.PromptText;
import io.llmdevops.model.talk.PromptTexts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is said to models to have them write apps. */
final class Prompts {

  private final PromptTexts texts;

  private Prompts(PromptTexts texts) {
    this.texts = texts;
  }

  /** The texts that come with the engine. */
  static Prompts packaged() {
    return new Prompts(PromptTexts.packaged());
  }

  /**
   * Those of this folder, and for what it lacks those that come with the engine. Reads files: to be
   * called on a worker thread.
   *
   * @throws io.llmdevops.config.InvalidConfigException with everything that is wrong with the
   *     folder, naming the setting
   */
  static Prompts from(Optional<Path> folder) {
    return new Prompts(PromptTexts.from(folder));
  }

  /**
   * The first part of every prompt, the same whatever is asked. Providers keep a prefix from 1,024
   * tokens on (OpenAI's guide to prompt caching; Anthropic's, for its Sonnet and Opus models; some
   * want 2,048), so it says at length what makes an app a good one: what is read from a cache costs
   * a tenth.
   */
  String system() {
    return texts.of(PromptText.SYSTEM);
  }

  String build(List<DataBlock> data) {
    return texts.with(PromptText.BUILD, data);
  }

  String revise(List<DataBlock> data) {
    return texts.with(PromptText.REVISE, data);
  }

  String repair(List<DataBlock> data) {
    return texts.with(PromptText.REPAIR, data);
  }

  /** Asks for whole files in place of edits that failed. */
  String whole(List<DataBlock> data) {
    return texts.with(PromptText.WHOLE, data);
  }

  /** Asks for the rest of an answer that was cut off. */
  String goOn() {
    return texts.of(PromptText.CONTINUE);
  }

  /** Asks for the answer once more; the reason is the engine's own words. */
  String again(String reason) {
    return texts.with(PromptText.AGAIN, reason);
  }
}
