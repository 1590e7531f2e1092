package io.llmdevops.github.standin;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Pages of one repository. */
public final class Site {

  /**
   * What is served.
   *
   * @param jekyll it went through Jekyll, which leaves out what begins with a dot or underscore
   */
  record Deployment(String sha, boolean jekyll, Map<String, byte[]> files, Instant at) {}

  private final Instant createdAt = Instant.now();
  private volatile String buildType;
  private volatile String branch = "main";
  private volatile String path = "/";
  private volatile String status;
  private volatile Deployment deployed;
  private volatile Deployment former;

  Site(String buildType) {
    this.buildType = Objects.requireNonNull(buildType, "buildType");
  }

  Instant createdAt() {
    return createdAt;
  }

  /** {@code legacy} for a site from a branch, {@code workflow} for one that a workflow deploys. */
  public String buildType() {
    return buildType;
  }

  boolean isWorkflow() {
    return buildType.equals("workflow");
  }

  void buildType(String type) {
    buildType = type;
  }

  String branch() {
    return branch;
  }

  String path() {
    return path;
  }

  void source(String newBranch, String newPath) {
    branch = newBranch;
    path = newPath;
  }

  /** Null before the first build. */
  public String status() {
    return status;
  }

  void status(String now) {
    status = now;
  }

  void deploy(Deployment next) {
    former = deployed;
    deployed = next;
    status = "built";
  }

  /** What the CDN's origin has, which takes a moment to change; null for nothing. */
  Deployment served(Instant changedBefore) {
    var current = deployed;
    return current == null || current.at().isBefore(changedBefore) ? current : former;
  }

  /** The commit that the site shows, once changes have spread; null for none. */
  public String deployedSha() {
    var current = deployed;
    return current == null ? null : current.sha();
  }
}
