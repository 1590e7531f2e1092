package io.llmdevops.hosting;

import io.llmdevops.config.Secret;
import io.llmdevops.git.BareRepositories;
import io.llmdevops.git.CommitText;
import io.llmdevops.git.History;
import io.llmdevops.git.LocalPush;
import io.llmdevops.git.Trailers;
import io.llmdevops.task.Assembly;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.Version;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;

/** One version on its way into its repository. Blocking. */
final class Publication {

  private final LocalRepositories repositories;
  private final Task task;
  private final TaskRequest request;
  private final Version version;
  private final Trailers trailers;

  Publication(
      LocalRepositories repositories,
      Secret secret,
      Task task,
      TaskRequest request,
      Version version) {
    this.repositories = repositories;
    this.task = task;
    this.request = request;
    this.version = version;
    this.trailers = Trailers.of(task, version.number(), secret);
  }

  /**
   * Where the version goes.
   *
   * @param pushed the commit, if an earlier try has pushed it
   * @param before the parent's files
   * @param after what the commit will hold
   */
  record Plan(
      String repository,
      Optional<ObjectId> pushed,
      Optional<ObjectId> parent,
      FileTree before,
      Assembly after) {}

  /** Looks at the repository as it is now; creates it, empty, where there is none. */
  Plan plan() throws IOException {
    var name = repositories.nameFor(task.repositoryKey());
    try (var repository = folder().openOrCreate(name)) {
      folder().removeLeftovers(repository);
      var history = new History(repository);
      var parent = history.head();
      var before = parent.isPresent() ? history.files(parent.get()) : FileTree.EMPTY;
      var after = Assembly.of(before, request.attachments(), version, task.createdAt());
      return new Plan(name, history.find(trailers, earlier(name)), parent, before, after);
    }
  }

  /**
   * Carries out a plan.
   *
   * @param beforeItShows runs right before anybody can see the commit; may throw to stop that
   * @return the commit, or nothing where somebody else has pushed since the plan was made
   */
  Optional<ObjectId> push(Plan plan, Runnable beforeItShows) throws IOException {
    var text = CommitText.of(version.summary(), task.round(), trailers, task.createdAt());
    var files = plan.after().files();
    try (var repository = folder().require(plan.repository())) {
      var commit = LocalPush.write(repository, plan.parent(), plan.before(), files, text);
      beforeItShows.run();
      return LocalPush.fastForward(repository, plan.parent(), commit)
          ? Optional.of(commit)
          : Optional.empty();
    }
  }

  private List<ObjectId> earlier(String name) {
    var base = version.base().filter(ref -> ref.repository().equals(name)).map(ref -> ref.sha());
    return Stream.of(base, task.parent())
        .flatMap(Optional::stream)
        .map(ObjectId::fromString)
        .toList();
  }

  private BareRepositories folder() {
    return repositories.folder();
  }
}
