package io.llmdevops.model.talk;

import io.llmdevops.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An operator's own texts in place of the packaged ones, of the same names. */
public final class PromptFolder {

  private static final String SETTING = "LLM_PROMPTS: ";
  private static final long MAX_BYTES = 1 << 20;

  private final Map<PromptText, String> texts = new EnumMap<>(PromptText.class);
  private final List<String> faults = new ArrayList<>();

  private PromptFolder() {}

  /**
   * Whether the texts of this folder can be used. Reads files: to be called on a worker thread.
   *
   * @throws InvalidConfigException with everything that is wrong with the folder
   */
  public static void check(Path folder) {
    read(folder);
  }

  /**
   * The texts that are there.
   *
   * @throws InvalidConfigException with everything that is wrong with the folder
   */
  static Map<PromptText, String> read(Path folder) {
    var reading = new PromptFolder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.txt")) {
      files.forEach(reading::readFile);
    } catch (IOException | RuntimeException unreadable) {
      reading.fault(folder + " is not a folder that can be read");
    }
    if (!reading.faults.isEmpty()) {
      throw new InvalidConfigException(reading.faults.stream().sorted().toList());
    }
    return reading.texts;
  }

  private void readFile(Path file) {
    var name = file.getFileName().toString();
    PromptText.of(name)
        .ifPresentOrElse(
            text -> readFile(file, text), () -> fault(name + " is none of " + PromptText.files()));
  }

  private void readFile(Path file, PromptText text) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("too large for a prompt");
      }
      take(text, Files.readString(file));
    } catch (IOException unreadable) {
      fault(text.file() + " cannot be read as text in UTF-8 of at most 1 MiB");
    }
  }

  private void take(PromptText text, String written) {
    var wording =
        (written.startsWith("\uFEFF") ? written.substring(1) : written).replace("\r\n", "\n");
    text.faults(wording).forEach(this::fault);
    texts.put(text, wording);
  }

  private void fault(String what) {
    faults.add(SETTING + what);
  }
}
