package io.llmdevops.llm;

import io.llmdevops.config.Packaged;
import io.llmdevops.model.DataBlock;
import io.llmdevops.model.DataFence;
import java.util.List;
import java.util.function.UnaryOperator;

/** The texts that are sent to models: one file each in {@code prompts/}. */
final class Prompts {

  /** Stands in a text where the data goes. */
  private static final String DATA = "{{data}}";

  private static final String REASON = "{{reason}}";

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
  Prompts(UnaryOperator<String> load) {
    system = load.apply("system.txt");
    build = load.apply("build.txt");
    revise = load.apply("revise.txt");
    repair = load.apply("repair.txt");
    whole = load.apply("whole.txt");
    goOn = load.apply("continue.txt");
    again = load.apply("again.txt");
  }

  /** The texts that come with the engine. */
  static Prompts packaged() {
    return new Prompts(name -> Packaged.text("prompts/" + name));
  }

  /** The first part of every prompt. */
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
