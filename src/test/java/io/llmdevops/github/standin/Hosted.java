package io.llmdevops.github.standin;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A repository, its site and its runs. */
public final class Hosted {

  private final long id;
  private final Account owner;
  private final BareRepository git;
  private final Instant createdAt = Instant.now();
  private final Instant visibleAt;
  private final String description;
  private final String homepage;
  private final boolean isPrivate;
  private final List<Build> builds = new CopyOnWriteArrayList<>();
  private final List<Run> runs = new CopyOnWriteArrayList<>();
  private volatile String name;
  private volatile String head = "";
  private volatile Instant pushedAt = createdAt;
  private volatile boolean actions = true;
  private volatile Site site;

  Hosted(long id, Account owner, String name, Path folder, Instant visibleAt, Wanted wanted) {
    this.id = id;
    this.owner = Objects.requireNonNull(owner, "owner");
    this.name = Objects.requireNonNull(name, "name");
    this.git = new BareRepository(folder);
    this.visibleAt = Objects.requireNonNull(visibleAt, "visibleAt");
    this.description = wanted.description();
    this.homepage = wanted.homepage();
    this.isPrivate = wanted.isPrivate();
  }

  /** What was asked for at its creation; null for what was not. */
  record Wanted(String description, String homepage, boolean isPrivate) {
    static final Wanted PLAIN = new Wanted(null, null, false);
  }

  public long id() {
    return id;
  }

  Account owner() {
    return owner;
  }

  public String name() {
    return name;
  }

  public String fullName() {
    return owner.login() + "/" + name;
  }

  void rename(String other) {
    name = other;
  }

  BareRepository git() {
    return git;
  }

  Instant createdAt() {
    return createdAt;
  }

  /** It is created, and not yet found. */
  boolean isStillHidden() {
    return Instant.now().isBefore(visibleAt);
  }

  public String description() {
    return description;
  }

  public String homepage() {
    return homepage;
  }

  public boolean isPrivate() {
    return isPrivate;
  }

  /** The newest commit of {@code main}; empty for none. */
  public String head() {
    return head;
  }

  void head(String sha) {
    head = sha;
    pushedAt = Instant.now();
  }

  Instant pushedAt() {
    return pushedAt;
  }

  boolean actions() {
    return actions;
  }

  /** Switches GitHub Actions on or off. */
  public void actions(boolean on) {
    actions = on;
  }

  public Optional<Site> site() {
    return Optional.ofNullable(site);
  }

  void site(Site created) {
    site = created;
  }

  /** Oldest first. */
  public List<Build> builds() {
    return List.copyOf(builds);
  }

  void add(Build build) {
    builds.add(build);
  }

  /** Oldest first; those of a branch's builds among them, with the event {@code dynamic}. */
  public List<Run> runs() {
    return List.copyOf(runs);
  }

  void add(Run run) {
    runs.add(run);
  }

  /** The commits of {@code main}, newest first. Reads the disk. */
  public List<String> commits() {
    return git.log(head.isEmpty() ? List.of() : List.of(head)).stream()
        .map(commit -> commit.getName())
        .toList();
  }

  /** The files of {@code main}, by path. Reads the disk. */
  public Map<String, byte[]> files() {
    return head.isEmpty() ? Map.of() : git.files(head);
  }
}
