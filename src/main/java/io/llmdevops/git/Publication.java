package io.llmdevops.git;

import io.llmdevops.config.Secret;
import io.llmdevops.task.Assembly;
import io.llmdevops.task.Fact;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.TaskStore;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;

/** One version on its way onto {@code main}, wherever that lies. Blocking, but for reading it. */
public final class Publication {

  private final Task task;
  private final TaskRequest request;
  private final Version version;
  private final Trailers trailers;

  private Publication(Task task, TaskRequest request, Version version, Secret secret) {
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
  public record Plan(
      String repository,
      Optional<ObjectId> pushed,
      Optional<ObjectId> parent,
      FileTree before,
      Assembly after) {

    /** What has to be stored before the push. */
    public List<Fact> facts(Task task) {
      var facts = new ArrayList<Fact>();
      facts.add(new Fact.PushPlanned(repository, parent.map(ObjectId::name)));
      if (!isKnownTo(task)) {
        after.notes().forEach(note -> facts.add(new Fact.Note(note)));
      }
      return facts;
    }

    private boolean isKnownTo(Task task) {
      return task.repository().equals(Optional.of(repository))
          && task.parent().equals(parent.map(ObjectId::name));
    }
  }

  /** The version of this task that was chosen to be published. */
  public static Future<Publication> of(TaskStore store, Task task, Secret secret) {
    return store
        .request(task.id())
        .compose(
            request ->
                chosen(store, task)
                    .map(version -> new Publication(task, request, version, secret)));
  }

  private static Future<Version> chosen(TaskStore store, Task task) {
    var number = task.chosen().orElseThrow();
    return store
        .versions(task.id())
        .map(
            versions ->
                versions.stream()
                    .filter(version -> version.number() == number)
                    .findFirst()
                    .orElseThrow());
  }

  public Version version() {
    return version;
  }

  /** On top of this repository's {@code main}, as it is now. */
  public Plan plan(String name, FileRepository repository) throws IOException {
    var history = new History(repository);
    var parent = history.head();
    var before = parent.isPresent() ? history.files(parent.get()) : FileTree.EMPTY;
    return new Plan(name, history.find(trailers, earlier(name)), parent, before, assembly(before));
  }

  /** As the first commit of a repository that holds nothing yet. */
  public Plan firstPlan(String name) {
    return new Plan(
        name, Optional.empty(), Optional.empty(), FileTree.EMPTY, assembly(FileTree.EMPTY));
  }

  /** Writes the plan's commit; no ref moves. */
  public ObjectId write(FileRepository repository, Plan plan) throws IOException {
    var text = CommitText.of(version.summary(), task.round(), trailers, task.createdAt());
    return LocalPush.write(repository, plan.parent(), plan.before(), plan.after().files(), text);
  }

  private Assembly assembly(FileTree before) {
    return Assembly.of(before, request.attachments(), version, task.createdAt());
  }

  private List<ObjectId> earlier(String name) {
    var base = version.base().filter(ref -> ref.repository().equals(name)).map(ref -> ref.sha());
    return Stream.of(base, task.parent())
        .flatMap(Optional::stream)
        .map(ObjectId::fromString)
        .toList();
  }
}
