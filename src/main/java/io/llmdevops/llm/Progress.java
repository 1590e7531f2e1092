package io.llmdevops.llm;

import io.llmdevops.bus.TaskWriting;
import io.llmdevops.bus.TaskWriting.FileProgress;
import io.llmdevops.llm.RepositoryPath.BadPathException;
import io.llmdevops.task.TaskId;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells the bus which files a model is writing, a few times a second at most. */
final class Progress implements AnswerReader.Listener {

  private static final long PAUSE_MILLIS = 250;

  /** Nobody reads on, and each of them is told again and again. */
  private static final int MAX_FILES = 500;

  private final Vertx vertx;
  private final WritingChannel channel;
  private final TaskId id;
  private final Map<String, FileProgress> files = new LinkedHashMap<>();
  private Optional<String> open = Optional.empty();
  private long bytes;
  private long timer = -1;
  private boolean changed;

  Progress(Vertx vertx, WritingChannel channel, TaskId id) {
    this.vertx = vertx;
    this.channel = channel;
    this.id = id;
  }

  @Override
  public void opened(String path) {
    open = shown(path).filter(shown -> files.size() < MAX_FILES || files.containsKey(shown));
    bytes = 0;
    note(false);
    begin();
  }

  /** For each line of a stream that may be fast, so nothing is made here that is not told. */
  @Override
  public void grew(String path, String line) {
    bytes += ByteBufUtil.utf8Bytes(line) + 1;
    changed |= open.isPresent();
  }

  @Override
  public void closed(String path) {
    note(true);
    open = Optional.empty();
  }

  /** Nothing is being written any more. */
  void end() {
    if (timer >= 0) {
      vertx.cancelTimer(timer);
      timer = -1;
      channel.tell(new TaskWriting(id, List.of()));
    }
    files.clear();
  }

  private void note(boolean done) {
    open.ifPresent(path -> files.put(path, new FileProgress(path, bytes, done)));
    changed |= open.isPresent();
  }

  private void begin() {
    if (changed && timer < 0) {
      tell();
      timer = vertx.setPeriodic(PAUSE_MILLIS, tick -> tell());
    }
  }

  private void tell() {
    if (changed) {
      note(false);
      changed = false;
      channel.tell(new TaskWriting(id, List.copyOf(files.values())));
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
