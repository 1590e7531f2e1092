package io.llmdevops.chaos;

import io.llmdevops.chaos.SharedMachine.Span;
import io.llmdevops.task.TaskState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One life of an engine, from the start of its process to its end, as its log tells it. */
final class Life implements AutoCloseable {

  private static final Pattern OUTCOME =
      Pattern.compile(
          "(?:llm|check|hosting|notification):"
              + " (generated|rejected|checked|published|live|notified|failed): .*");
  private static final int TAIL = 1_000;

  /** The last of what a process says of its threads when it is asked. */
  private static final String LAST_OF_THREADS = "JNI global refs";

  private final SharedMachine machine = new SharedMachine();
  private final Process process;
  private final Map<String, TaskState> states = new ConcurrentHashMap<>();
  private final Map<String, String> lastLines = new ConcurrentHashMap<>();
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final Deque<String> tail = new ArrayDeque<>();
  private final CompletableFuture<Void> leasesBack = new CompletableFuture<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Span> progress = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final CompletableFuture<Void> reached = new CompletableFuture<>();
  private final CompletableFuture<Void> threads = new CompletableFuture<>();
  private volatile Predicate<LogLine> target = line -> false;
  private volatile BooleanSupplier condition = () -> false;

  /**
   * @param before what the database says before this start
   */
  Life(ProcessBuilder engine, Snapshot before) throws IOException {
    before.tasks().forEach((id, row) -> states.put(id, row.state()));
    process = engine.redirectErrorStream(true).start();
    new Thread(this::read, "engine-log").start();
  }

  private void read() {
    try (var lines =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line);
        if (line.startsWith(LAST_OF_THREADS)) {
          threads.complete(null);
        }
        LogLine.read(line).ifPresent(this::hear);
      }
      ended.complete(null);
    } catch (IOException | RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  private synchronized void keep(String line) {
    tail.addLast(line);
    if (tail.size() > TAIL) {
      tail.removeFirst();
    }
  }

  private void hear(LogLine line) {
    var text = line.text();
    if (line.level().equals("ERROR")) {
      errors.add(text);
    }
    line.task().ifPresent(id -> hear(id, text));
    if (text.startsWith("going on with")) {
      leasesBack.complete(null);
    } else if (text.startsWith("ready,")) {
      ready.complete(null);
    }
    if (target.test(line)) {
      // Here and now: whatever came in between would let the engine go on.
      target = none -> false;
      reached.complete(null);
    }
    if (condition.getAsBoolean()) {
      reached.complete(null);
    }
  }

  private void hear(String id, String text) {
    lastLines.put(id, text);
    var outcome = OUTCOME.matcher(text);
    if (outcome.matches()) {
      states.put(id, TaskState.fromWire(outcome.group(1)).orElseThrow());
    } else if (text.startsWith("accepted, round")) {
      states.putIfAbsent(id, TaskState.ACCEPTED);
    } else if (text.startsWith("calling model")) {
      calls.merge(id, 1, Integer::sum);
    } else if (text.contains(": claimed, fence")) {
      noteProgress();
    }
  }

  private void noteProgress() {
    if (!progress.isDone()) {
      progress.complete(machine.since(process.toHandle()));
    }
  }

  /** Kills the engine so long after a task has come to this point. */
  void killAt(KillPoint point, Duration delay) {
    killAfter(delay);
    target =
        line ->
            line.task()
                .filter(id -> states.containsKey(id) && point.isReachedBy(line.text(), stateAt(id)))
                .isPresent();
  }

  private TaskState stateAt(String id) {
    return states.get(id);
  }

  /** Kills the engine so long after its former self's leases were taken back. */
  void killAtLeasesBack() {
    leasesBack.thenRun(this::kill);
  }

  private void killAfter(Duration delay) {
    if (delay.isZero()) {
      reached.thenRun(this::kill);
    } else {
      var later = CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
      reached.thenRunAsync(this::kill, later);
    }
  }

  /** SIGKILL. By the handle, since the process itself would throw the end of the log away. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  /** SIGTERM; waits for the end. */
  void stop() throws Exception {
    process.toHandle().destroy();
    ended.get(20, TimeUnit.SECONDS);
  }

  /** Waits until that holds; it is looked at after every line. */
  void await(BooleanSupplier wanted, Duration patience) throws Exception {
    condition = wanted;
    if (!wanted.getAsBoolean()) {
      reached.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Waits until a step has taken up a task. */
  void awaitProgress(Duration patience) throws Exception {
    CompletableFuture.anyOf(progress, ended).get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until it serves, or has ended before that. */
  void awaitReady(Duration patience) throws Exception {
    CompletableFuture.anyOf(ready, ended).get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether it has come to its end; waits so long for that. */
  boolean hasEndedWithin(Duration patience) throws Exception {
    try {
      ended.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      process.waitFor();
      return true;
    } catch (java.util.concurrent.TimeoutException stillThere) {
      return false;
    }
  }

  boolean isReady() {
    return ready.isDone();
  }

  boolean hasTakenLeasesBack() {
    return leasesBack.isDone();
  }

  /** From the start of the process until a step took up a task. */
  Span progress() {
    return progress.join();
  }

  boolean hasProgressed() {
    return progress.isDone();
  }

  long unfinished() {
    return states.values().stream().filter(state -> !state.isFinal()).count();
  }

  String lastLine(String id) {
    return lastLines.getOrDefault(id, "");
  }

  /** How often a model was asked about each task. */
  Map<String, Integer> calls() {
    return calls;
  }

  List<String> errors() {
    return List.copyOf(errors);
  }

  int exitCode() {
    return process.exitValue();
  }

  /** The end of its log; where it is still there, what its threads do belongs to it. */
  String tail() throws Exception {
    if (process.isAlive()) {
      new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
      CompletableFuture.anyOf(threads, ended).completeOnTimeout(null, 10, TimeUnit.SECONDS).join();
    }
    synchronized (this) {
      return String.join("\n", tail);
    }
  }

  @Override
  public void close() {
    kill();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
