package io.llmdevops.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What an engine needs of it, by the log of its garbage collections and by Linux (proc(5)). */
final class Memory {

  private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(");
  private static final Pattern PEAK_RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final ProcessHandle engine;
  private final Path collections;

  /**
   * @param collections the file of {@link #logTo}
   */
  Memory(ProcessHandle engine, Path collections) {
    this.engine = engine;
    this.collections = collections;
  }

  /** The option that an engine to be looked at is started with. */
  static String logTo(Path collections) {
    return "-Xlog:gc:file=" + collections;
  }

  /** A full collection, so that what is left is really needed. Needs a JDK. */
  private void collect() throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return;
    }
    new ProcessBuilder(jcmd.toString(), Long.toString(engine.pid()), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Megabytes of heap in use, at most, before any collection. */
  long peak() throws IOException {
    return sizes().stream().mapToLong(one -> Long.parseLong(one.group(1))).max().orElse(0);
  }

  /** Megabytes of heap that are needed now. */
  long live() throws IOException, InterruptedException {
    collect();
    var all = sizes();
    return all.isEmpty() ? 0 : Long.parseLong(all.get(all.size() - 1).group(2));
  }

  private List<MatchResult> sizes() throws IOException {
    return COLLECTION.matcher(Files.readString(collections)).results().toList();
  }

  /** The most that the whole process has had in memory. */
  String resident() throws IOException {
    return megabytes(PEAK_RESIDENT).map(size -> size + " MB").orElse("not known here");
  }

  /** Megabytes that the whole process has in memory now; 0 where that is not known. */
  long residentNow() throws IOException {
    return megabytes(RESIDENT).orElse(0L);
  }

  private Optional<Long> megabytes(Pattern line) throws IOException {
    var status = Path.of("/proc/" + engine.pid() + "/status");
    if (!Files.exists(status)) {
      return Optional.empty();
    }
    return line.matcher(Files.readString(status))
        .results()
        .findFirst()
        .map(match -> Long.parseLong(match.group(1)) / 1_024);
  }
}
