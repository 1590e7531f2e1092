package io.llmdevops.check.browser.guard;

/**
 * What a page may take from other sites. Not thread-safe: it belongs to one event loop.
 *
 * <p>A page that is fit to be published loads a few libraries, fonts and pictures; HTTP Archive's
 * median page weighs under 3 MB, with 70 requests over a dozen connections.
 */
final class Budget {

  private static final int MIB = 1024 * 1024;

  private final Limits limits;
  private long bytes;
  private int connections;

  Budget(Limits limits) {
    this.limits = limits;
  }

  /** Counts a connection before it is made; one that fails counts as well. */
  void connection() {
    connections++;
    if (connections > limits.connections()) {
      throw new RefusedTargetException(
          "one look at a page may make " + limits.connections() + " connections to other sites");
    }
    if (isSpent()) {
      throw spent();
    }
  }

  /** Counts bytes of either direction. */
  void moved(int count) {
    bytes += count;
  }

  boolean isSpent() {
    return bytes > limits.bytes();
  }

  RefusedTargetException spent() {
    return new RefusedTargetException(
        "one look at a page may move " + limits.bytes() / MIB + " MiB from and to other sites");
  }

  /**
   * @param bytes in both directions together
   * @param connections in all, not at once
   */
  record Limits(long bytes, int connections) {
    static final Limits STANDARD = new Limits(64L * MIB, 256);
  }
}
