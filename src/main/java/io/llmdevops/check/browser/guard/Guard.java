package io.llmdevops.check.browser.guard;

import io.llmdevops.check.browser.guard.GuardVerticle.Surroundings;
import io.llmdevops.net.GuardedResolver;
import io.llmdevops.task.FileTree;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * The one way out of one browser context: a proxy on this machine's loopback interface that serves
 * one version's site itself, as GitHub Pages would, lets the page reach public addresses of other
 * sites, and refuses everything else. Thread-safe.
 */
public final class Guard {

  private static final int HTTP = 80;

  private final Vertx vertx;
  private final Target site;
  private final GuardVerticle verticle;
  private final String deployment;
  private final Refusals refusals;

  private Guard(
      Vertx vertx, Target site, GuardVerticle verticle, String deployment, Refusals refusals) {
    this.vertx = vertx;
    this.site = site;
    this.verticle = verticle;
    this.deployment = deployment;
    this.refusals = refusals;
  }

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
    return open(vertx, rules, folder, tree, Surroundings.REAL);
  }

  static Future<Guard> open(
      Vertx vertx, Rules rules, String folder, FileTree tree, Surroundings surroundings) {
    var site = new Target("site-" + random() + ".localhost", HTTP, "/" + folder + "/");
    var refusals = new Refusals();
    var verticle =
        new GuardVerticle(rules, site, new SiteFiles(folder, tree), refusals, surroundings);
    return vertx
        .deployVerticle(verticle)
        .map(deployment -> new Guard(vertx, site, verticle, deployment, refusals));
  }

  /** An origin that no other version's page had, or can guess. */
  private static String random() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** Of the proxy, on 127.0.0.1. */
  public int port() {
    return verticle.port();
  }

  /** The address of the site's root, with a slash at its end, as the browser has to ask for it. */
  public String site() {
    return "http://" + site.host() + site.path();
  }

  /** What was refused so far, each target once, at most 100. */
  public List<Refusal> refusals() {
    return refusals.all();
  }

  /** Cuts every connection, and gives the port back. */
  public Future<Void> close() {
    return vertx
        .undeploy(deployment)
        .recover(
            cause ->
                // It has ended already, perhaps together with whoever opened it.
                vertx.deploymentIDs().contains(deployment)
                    ? Future.failedFuture(cause)
                    : Future.succeededFuture());
  }
}
