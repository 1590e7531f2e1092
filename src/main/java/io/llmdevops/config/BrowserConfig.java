package io.llmdevops.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How pages are looked at before they are published.
 *
 * @param wanted whether there shall be browser checks at all
 * @param chromium its executable; empty means that one is looked for
 * @param node the executable of Node.js, which drives it; empty means that one is looked for
 * @param sandbox whether Chromium confines itself; empty means unless the engine runs as root,
 *     where it cannot
 * @param concurrency versions looked at at once
 * @param thirdParties whether pages may load from other sites
 * @param folder on this machine for what the browser writes; emptied at every start
 */
public record BrowserConfig(
    boolean wanted,
    Optional<Path> chromium,
    Optional<Path> node,
    Optional<Boolean> sandbox,
    int concurrency,
    boolean thirdParties,
    Limits limits,
    Path folder) {

  public BrowserConfig {
    Objects.requireNonNull(chromium, "chromium");
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(sandbox, "sandbox");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(folder, "folder");
  }

  /**
   * What a version may take.
   *
   * @param check until one check must have become true
   * @param version for everything, from the first page's load to the last check
   * @param memoryMb of all processes that show it, in MiB
   */
  public record Limits(Duration check, Duration version, int memoryMb) {
    public Limits {
      Objects.requireNonNull(check, "check");
      Objects.requireNonNull(version, "version");
    }
  }
}
