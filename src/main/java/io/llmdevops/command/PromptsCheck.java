package io.llmdevops.command;

import io.llmdevops.config.InvalidConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether the texts that are to replace the packaged prompts can be used. Blocks. */
final class PromptsCheck {

  /** Whoever knows what makes a folder of prompts a good one. */
  @FunctionalInterface
  interface Reader {
    /**
     * @throws InvalidConfigException where they cannot be used, with every fault
     */
    void read(Path folder);
  }

  private static final String SUBJECT = "prompts";

  private final Optional<Path> folder;
  private final Reader reader;

  PromptsCheck(Optional<Path> folder, Reader reader) {
    this.folder = folder;
    this.reader = reader;
  }

  List<Finding> look() {
    return folder.map(this::look).orElse(List.of());
  }

  private List<Finding> look(Path given) {
    if (!Files.isDirectory(given)) {
      return List.of(fault("there is no folder " + given));
    }
    try {
      reader.read(given);
      var text = "those in " + given + " take the place of the packaged ones";
      return List.of(Finding.ok(SUBJECT, text));
    } catch (InvalidConfigException e) {
      return e.faults().stream().map(PromptsCheck::fault).toList();
    }
  }

  private static Finding fault(String what) {
    return Finding.fault(
        SUBJECT, what, "correct the folder's texts, or leave it out to use the packaged ones");
  }
}
