package io.llmdevops.check.browser.chromium;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The processes of one slot: Node.js, Chromium, and Chromium's own. Thread-safe. Found by the
 * number that the first of them writes down, and remembered, since children of a process that has
 * died cannot be found through it any more.
 */
final class ProcessTree {

  private static final long KIB = 1024;
  private static final int DEATH_SECONDS = 10;

  private final Path pid;
  private volatile List<ProcessHandle> known = List.of();
  private volatile Optional<ProcessHandle> browser = Optional.empty();

  /**
   * @param pid the file that holds the first one's number, once it runs
   */
  ProcessTree(Path pid) {
    this.pid = pid;
  }

  /** Kills all but the first, which then says that its browser has gone. */
  void killBrowser() {
    var first = root();
    refresh().stream()
        .filter(process -> !first.equals(Optional.of(process)))
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** Kills all of them, and waits until they are gone. */
  void kill() {
    var processes = refresh();
    processes.forEach(ProcessHandle::destroyForcibly);
    var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(ends).completeOnTimeout(null, DEATH_SECONDS, TimeUnit.SECONDS).join();
  }

  /**
   * Bytes of memory that are theirs alone or shared among them, but not those of programs and
   * libraries; 0 where the system does not tell. See proc_pid_status(5).
   */
  long memory() {
    return refresh().stream().mapToLong(process -> memory(process.pid())).sum();
  }

  /** Whether the first of them runs. */
  boolean isAlive() {
    return root().isPresent();
  }

  /** The first has started the browser. */
  void launched() {
    browser = root().flatMap(first -> first.children().findFirst());
  }

  /**
   * Whether the browser has died under its processes. The first of them may not notice: it hears
   * nothing of that while one of the browser's own still holds the end of a pipe.
   */
  boolean hasLostBrowser() {
    return browser.isPresent() && !browser.get().isAlive();
  }

  private List<ProcessHandle> refresh() {
    var found = Stream.concat(root().stream().flatMap(ProcessTree::withAllBelow), known.stream());
    known = found.distinct().filter(ProcessHandle::isAlive).toList();
    return known;
  }

  private Optional<ProcessHandle> root() {
    try {
      return Files.exists(pid)
          ? ProcessHandle.of(Long.parseLong(Files.readString(pid))).filter(ProcessTree::isOurs)
          : Optional.empty();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Numbers are given out again: it might be somebody else's by now. */
  private static boolean isOurs(ProcessHandle process) {
    return process.parent().equals(Optional.of(ProcessHandle.current()));
  }

  private static Stream<ProcessHandle> withAllBelow(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants());
  }

  private static long memory(long pid) {
    try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("RssAnon:") || line.startsWith("RssShmem:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
          .sum();
    } catch (IOException | java.io.UncheckedIOException endedOrNotLinux) {
      return 0;
    }
  }
}
