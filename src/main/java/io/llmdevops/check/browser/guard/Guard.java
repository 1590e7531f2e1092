package io.llmdevops.check.browser.guard;

import io.llmdevops.net.GuardedResolver;
import io.llmdevops.task.FileTree;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The one way out of one browser context: a proxy on this machine's loopback interface that serves
 * one version's site itself, as GitHub Pages would, lets the page reach public addresses of other
 * sites, and refuses everything else. Thread-safe.
 */
public final class Guard {

  private Guard() {}

  /**
   * What is let through, the same for every page.
   *
   * @param resolver checks each address that is connected to
   * @param ownHosts names under which this engine can be reached, in lower case
   * @param thirdParties whether anything but the site itself is let through
   */
  public record Rules(GuardedResolver resolver, Set<String> ownHosts, boolean thirdParties) {
    public Rules {
      Objects.requireNonNull(resolver, "resolver");
      ownHosts = Set.copyOf(ownHosts);
    }
  }

  /**
   * Something that was refused.
   *
   * @param target host and port
   */
  public record Refusal(String target, String why) {}

  /**
   * Opens one for one version.
   *
   * @param folder where the site lies on its server
   */
  public static Future<Guard> open(Vertx vertx, Rules rules, String folder, FileTree tree) {
    throw new UnsupportedOperationException();
  }

  /** Of the proxy, on 127.0.0.1. */
  public int port() {
    throw new UnsupportedOperationException();
  }

  /** The address of the site's root, with a slash at its end, as the browser has to ask for it. */
  public String site() {
    throw new UnsupportedOperationException();
  }

  /** What was refused so far, each target once, at most 100. */
  public List<Refusal> refusals() {
    throw new UnsupportedOperationException();
  }

  /** Cuts every connection. */
  public Future<Void> close() {
    throw new UnsupportedOperationException();
  }
}
