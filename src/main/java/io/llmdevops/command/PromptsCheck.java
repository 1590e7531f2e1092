package io.llmdevops.command;

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
     * @throws RuntimeException where they cannot be used; its message says why
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
    return folder.map(this::look).stream().toList();
  }

  private Finding look(Path given) {
    if (!Files.isDirectory(given)) {
      return fault("there is no folder " + given);
    }
    try {
      reader.read(given);
      return Finding.ok(SUBJECT, "those in " + given + " take the place of the packaged ones");
    } catch (RuntimeException e) {
      return fault(given + ": " + e.getMessage());
    }
  }

  private static Finding fault(String what) {
    return Finding.fault(
        SUBJECT, what, "correct the folder's texts, or leave it out to use the packaged ones");
  }
}
