package io.llmdevops.model.talk;

import io.llmdevops.config.Packaged;
import io.llmdevops.model.DataBlock;
import io.llmdevops.model.DataFence;
import io.llmdevops.model.talk.PromptText.Part;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The wording of every {@link PromptText}: the packaged one, or the operator's own. */
public final class PromptTexts {

  private final Map<PromptText, String> wording = new EnumMap<>(PromptText.class);

  private PromptTexts(Map<PromptText, String> own) {
    wording.putAll(own);
    Stream.of(PromptText.values())
        .forEach(text -> wording.computeIfAbsent(text, PromptTexts::packaged));
  }

  /** The texts that come with the engine. */
  public static PromptTexts packaged() {
    return new PromptTexts(Map.of());
  }

  /**
   * Those of this folder, and for what it lacks those that come with the engine. Reads files: to be
   * called on a worker thread.
   *
   * @throws io.llmdevops.config.InvalidConfigException with everything that is wrong with the
   *     folder, naming the setting
   */
  public static PromptTexts from(Optional<Path> folder) {
    return new PromptTexts(folder.map(PromptFolder::read).orElse(Map.of()));
  }

  private static String packaged(PromptText text) {
    return Packaged.text("prompts/" + text.file());
  }

  public String of(PromptText text) {
    return wording.get(text);
  }

  /** With this data where it belongs. */
  public String with(PromptText text, List<DataBlock> data) {
    return of(text).replace(Part.DATA, DataFence.write(data));
  }

  /** With this reason, which is the engine's own words. */
  public String with(PromptText text, String reason) {
    return of(text).replace(Part.REASON, reason);
  }

  /** What stands before the data: the same whatever the data, so that providers can keep it. */
  public String before(PromptText text) {
    return of(text).substring(0, of(text).indexOf(Part.DATA));
  }

  /** The data and what follows it. */
  public String after(PromptText text, List<DataBlock> data) {
    return with(text, data).substring(before(text).length());
  }
}
