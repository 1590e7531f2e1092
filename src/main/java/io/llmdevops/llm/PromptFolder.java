package io.llmdevops.llm;

import io.llmdevops.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An operator's own texts in place of the packaged ones, of the same names. */
public final class PromptFolder {

  private static final String SETTING = "LLM_PROMPTS: ";
  private static final String TEXT = ".txt";
  private static final long MAX_BYTES = 1 << 20;

  private final Map<String, List<String>> needed;
  private final Map<String, String> texts = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  private PromptFolder(Map<String, List<String>> needed) {
    this.needed = needed;
  }

  /**
   * Whether the texts of this folder can be used. Reads files: to be called on a worker thread.
   *
   * @throws InvalidConfigException with everything that is wrong with the folder
   */
  public static void check(Path folder) {
    Prompts.from(Optional.of(folder));
  }

  /**
   * The texts that are there, by their files' names.
   *
   * @param needed what each text must hold, by the names that there may be
   * @throws InvalidConfigException with everything that is wrong with the folder
   */
  static Map<String, String> read(Path folder, Map<String, List<String>> needed) {
    var reading = new PromptFolder(needed);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + TEXT)) {
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
    if (!needed.containsKey(name)) {
      fault(name + " is none of " + String.join(", ", needed.keySet().stream().sorted().toList()));
      return;
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("too large for a prompt");
      }
      take(name, Files.readString(file));
    } catch (IOException unreadable) {
      fault(name + " cannot be read as text in UTF-8 of at most 1 MiB");
    }
  }

  private void take(String name, String written) {
    var text =
        (written.startsWith("\uFEFF") ? written.substring(1) : written).replace("\r\n", "\n");
    needed.get(name).stream()
        .filter(part -> !text.contains(part))
        .forEach(part -> fault(name + " lacks " + part));
    texts.put(name, text);
  }

  private void fault(String what) {
    faults.add(SETTING + what);
  }
}
