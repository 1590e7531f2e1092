package io.llmdevops.llm;

import io.llmdevops.config.Packaged;
import io.llmdevops.model.DataBlock;
import io.llmdevops.model.DataFence;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The texts that are sent to models: one file each in {@code prompts/}, or in a folder of the
 * operator's.
 */
final class Prompts {

  /** Stands in a text where the data goes; in the data itself it means nothing. */
  private static final String DATA = "{{data}}";

  private static final String REASON = "{{reason}}";
  private static final String DONE = "<done/>";

  private static final String SYSTEM = "system.txt";
  private static final String BUILD = "build.txt";
  private static final String REVISE = "revise.txt";
  private static final String REPAIR = "repair.txt";
  private static final String WHOLE = "whole.txt";
  private static final String CONTINUE = "continue.txt";
  private static final String AGAIN = "again.txt";

  /** What a text must hold to be of use: every prompt that asks for files names their end. */
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          SYSTEM, List.of(DONE),
          BUILD, List.of(DATA, DONE),
          REVISE, List.of(DATA, DONE),
          REPAIR, List.of(DATA, DONE),
          WHOLE, List.of(DATA, DONE),
          CONTINUE, List.of(DONE),
          AGAIN, List.of(REASON, DONE));

  private final String system;
  private final String build;
  private final String revise;
  private final String repair;
  private final String whole;
  private final String goOn;
  private final String again;

  /**
   * @param load gives the text of a file by its name
   */
  private Prompts(UnaryOperator<String> load) {
    system = load.apply(SYSTEM);
    build = load.apply(BUILD);
    revise = load.apply(REVISE);
    repair = load.apply(REPAIR);
    whole = load.apply(WHOLE);
    goOn = load.apply(CONTINUE);
    again = load.apply(AGAIN);
  }

  /** The texts that come with the engine. */
  static Prompts packaged() {
    return new Prompts(Prompts::packaged);
  }

  /**
   * Those of this folder, and for what it lacks those that come with the engine. Reads files: to be
   * called on a worker thread.
   *
   * @throws io.llmdevops.config.InvalidConfigException with everything that is wrong with the
   *     folder, naming the setting
   */
  static Prompts from(Optional<Path> folder) {
    Map<String, String> own = folder.map(path -> PromptFolder.read(path, NEEDED)).orElse(Map.of());
    return new Prompts(name -> own.containsKey(name) ? own.get(name) : packaged(name));
  }

  private static String packaged(String name) {
    return Packaged.text("prompts/" + name);
  }

  /**
   * The first part of every prompt, the same whatever is asked. Providers keep a prefix from 1,024
   * tokens on (OpenAI's guide to prompt caching; Anthropic's, for its Sonnet and Opus models; some
   * want 2,048), so it says at length what makes an app a good one: what is read from a cache costs
   * a tenth.
   */
  String system() {
    return system;
  }

  String build(List<DataBlock> data) {
    return fill(build, data);
  }

  String revise(List<DataBlock> data) {
    return fill(revise, data);
  }

  String repair(List<DataBlock> data) {
    return fill(repair, data);
  }

  /** Asks for whole files in place of edits that failed. */
  String whole(List<DataBlock> data) {
    return fill(whole, data);
  }

  /** Asks for the rest of an answer that was cut off. */
  String goOn() {
    return goOn;
  }

  /** Asks for the answer once more; the reason is the engine's own words. */
  String again(String reason) {
    return again.replace(REASON, reason);
  }

  private static String fill(String text, List<DataBlock> data) {
    return text.replace(DATA, DataFence.write(data));
  }
}
