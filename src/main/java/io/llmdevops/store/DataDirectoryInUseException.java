package io.llmdevops.store;

import java.nio.file.Path;

/** Another process works in this folder. */
public final class DataDirectoryInUseException extends RuntimeException {

  DataDirectoryInUseException(Path folder, String holder) {
    super("the data directory " + folder + " is in use by " + holder);
  }
}
