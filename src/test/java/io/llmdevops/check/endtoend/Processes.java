package io.llmdevops.check.endtoend;

import io.llmdevops.task.OneLine;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What an engine has started, and whether it is still there. */
final class Processes {

  private static final int SECONDS = 20;
  private static final int DESCRIBED = 200;
  private static final int LOOK_EVERY_MILLIS = 20;

  private final Vertx vertx;

  Processes(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Those that show pages, not what the browser itself is made of. */
  static Set<ProcessHandle> renderers(ProcessHandle engine) {
    return engine
        .descendants()
        .filter(each -> commandLine(each).contains("--type=renderer"))
        .filter(each -> !commandLine(each).contains("--top-chrome-webui"))
        .collect(Collectors.toSet());
  }

  /** Comes back once this engine shows a page in a process that is none of these. */
  void awaitOtherRenderer(ProcessHandle engine, Set<ProcessHandle> known) {
    await(
        () -> renderers(engine).stream().anyMatch(each -> !known.contains(each)),
        () -> "no page is shown, there are " + described(engine.descendants().toList()));
  }

  /** Comes back once none of them is there. */
  void awaitEnd(Collection<ProcessHandle> all) {
    await(
        () -> all.stream().noneMatch(Processes::isThere),
        () -> "left over: " + described(all.stream().filter(Processes::isThere).toList()));
  }

  /** One that has ended and whose end nobody has asked for has no command any more. */
  private static boolean isThere(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  /**
   * As Linux has it (proc(5)): a process may have written its own, which the JDK takes no part of.
   */
  private static String commandLine(ProcessHandle process) {
    try {
      var line = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return new String(line, StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (IOException hasEnded) {
      return "";
    }
  }

  private static List<String> described(List<ProcessHandle> processes) {
    return processes.stream()
        .map(each -> each.pid() + " " + OneLine.of(commandLine(each), DESCRIBED))
        .toList();
  }

  private void await(Supplier<Boolean> condition, Supplier<String> otherwise) {
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.get()) {
      if (System.nanoTime() > until) {
        throw new AssertionError(otherwise.get());
      }
      vertx.timer(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS).await();
    }
  }
}
