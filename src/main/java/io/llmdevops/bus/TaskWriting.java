package io.llmdevops.bus;

import io.llmdevops.task.TaskId;
import java.util.List;

/** How far a model has come with the files of a task; {@code files} is empty when it has ended. */
public record TaskWriting(TaskId id, List<FileProgress> files) {

  /**
   * One file as it is being written.
   *
   * @param bytes so far
   * @param done the file is complete
   */
  public record FileProgress(String path, long bytes, boolean done) {}

  public TaskWriting {
    files = List.copyOf(files);
  }
}
