package io.llmdevops.llm;

import io.llmdevops.bus.Addresses;
import io.llmdevops.bus.TaskWriting;
import io.llmdevops.bus.TaskWriting.FileProgress;
import io.llmdevops.llm.RepositoryPath.BadPathException;
import io.llmdevops.task.TaskId;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells the bus which files a model is writing, a few times a second at most. */
final class Progress implements AnswerReader.Listener {

  private static final long PAUSE_MILLIS = 250;

  private final Vertx vertx;
  private final TaskId id;
  private final Map<String, FileProgress> files = new LinkedHashMap<>();
  private Optional<String> open = Optional.empty();
  private long bytes;
  private long timer = -1;
  private boolean changed;

  Progress(Vertx vertx, TaskId id) {
    this.vertx = vertx;
    this.id = id;
  }

  @Override
  public void opened(String path) {
    open = shown(path);
    bytes = 0;
    update(false);
  }

  @Override
  public void grew(String path, String line) {
    bytes += line.getBytes(StandardCharsets.UTF_8).length + 1;
    update(false);
  }

  @Override
  public void closed(String path) {
    update(true);
  }

  /** Nothing is being written any more. */
  void end() {
    if (timer >= 0) {
      vertx.cancelTimer(timer);
      timer = -1;
      Addresses.TASK_WRITING.publish(vertx, new TaskWriting(id, List.of()));
    }
    files.clear();
  }

  private void update(boolean done) {
    if (open.isEmpty()) {
      return;
    }
    files.put(open.get(), new FileProgress(open.get(), bytes, done));
    changed = true;
    if (timer < 0) {
      tell();
      timer = vertx.setPeriodic(PAUSE_MILLIS, tick -> tell());
    }
  }

  private void tell() {
    if (changed) {
      changed = false;
      Addresses.TASK_WRITING.publish(vertx, new TaskWriting(id, List.copyOf(files.values())));
    }
  }

  /** Only a path that may be published is worth telling. */
  private static Optional<String> shown(String raw) {
    try {
      return Optional.of(RepositoryPath.of(raw).value());
    } catch (BadPathException bad) {
      return Optional.empty();
    }
  }
}
