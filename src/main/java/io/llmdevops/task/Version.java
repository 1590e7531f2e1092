package io.llmdevops.task;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model wrote: changes against a base commit. A repair's version is complete in itself: it
 * holds the changes of the version it repaired as well.
 *
 * @param number counts from 1 within the task
 * @param model who wrote it
 * @param summary one line, the subject of the commit
 * @param base the commit it was written against; empty where there was none
 * @param changes at most one per path
 * @param dropped what the model wrote and the engine left out
 * @param failedEdits paths whose edit matched nothing; each counts as a failed check
 */
public record Version(
    int number,
    String model,
    String summary,
    Optional<CommitRef> base,
    List<Change> changes,
    List<Dropped> dropped,
    List<String> failedEdits) {

  /** A file that was left out, and why. */
  public record Dropped(String path, String reason) {}

  public Version {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(summary, "summary");
    Objects.requireNonNull(base, "base");
    changes = List.copyOf(changes);
    dropped = List.copyOf(dropped);
    failedEdits = List.copyOf(failedEdits);
  }
}
