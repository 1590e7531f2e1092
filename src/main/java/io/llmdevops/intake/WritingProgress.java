package io.llmdevops.intake;

import io.llmdevops.bus.TaskWriting;
import io.llmdevops.bus.TaskWriting.FileProgress;
import io.llmdevops.task.TaskId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far models have come, as the bus tells it: a picture for whoever looks, not a truth. Bounded,
 * since the message that a model has ended may be lost. Used by one event loop.
 */
final class WritingProgress {

  private static final int MOST_TASKS = 1_000;

  private final Map<TaskId, List<FileProgress>> byTask =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TaskId, List<FileProgress>> eldest) {
          return size() > MOST_TASKS;
        }
      };

  void onTaskWriting(TaskWriting writing) {
    // Taken out first, so that the eldest is the one that was silent for longest.
    byTask.remove(writing.id());
    if (!writing.files().isEmpty()) {
      byTask.put(writing.id(), writing.files());
    }
  }

  /** The files under way; empty where no model writes, as far as is known. */
  List<FileProgress> of(TaskId id) {
    return byTask.getOrDefault(id, List.of());
  }
}
