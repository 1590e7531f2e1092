package io.llmdevops.retention;

import io.llmdevops.config.StoreConfig;
import io.llmdevops.task.PastTasks;
import io.llmdevops.task.TaskId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what this node keeps in files of tasks that the store does not have any more: what was
 * said to models, and copies of repositories on GitHub. Only what nobody has touched for as long as
 * tasks are kept, so that a store that was exchanged takes nothing recent with it.
 */
final class FilePurge {

  private static final Logger log = LoggerFactory.getLogger(FilePurge.class);

  private static final Pattern TASK = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final String MIRROR = ".git";

  private final Vertx vertx;
  private final PastTasks past;
  private final Duration age;
  private final Clock clock;
  private final Path prompts;
  private final OldFolders promptFolders;
  private final OldFolders mirrorFolders;
  private final Optional<MirrorRemoval> mirrors;

  /**
   * @param clock files have their times from it
   * @param mirrors empty where there are none, or nobody can tell whether they are being used
   * @param stopping no other folder is begun then
   */
  FilePurge(
      Vertx vertx,
      PastTasks past,
      StoreConfig store,
      Duration age,
      Clock clock,
      Optional<MirrorRemoval> mirrors,
      BooleanSupplier stopping) {
    this.vertx = vertx;
    this.past = past;
    this.age = age;
    this.clock = clock;
    this.prompts = store.prompts();
    this.promptFolders =
        new OldFolders(vertx, prompts, name -> TASK.matcher(name).matches(), stopping);
    this.mirrorFolders =
        new OldFolders(vertx, store.mirrors(), name -> name.endsWith(MIRROR), stopping);
    this.mirrors = mirrors;
  }

  /** The mirrors have their turn whatever became of the prompts. */
  Future<Void> run() {
    var since = clock.instant().minus(age);
    return removePrompts(since)
        .onSuccess(removed -> report(removed, "the prompts and answers of {} tasks that are gone"))
        .eventually(() -> removeMirrors(since))
        .mapEmpty();
  }

  private Future<Void> removeMirrors(Instant since) {
    return mirrors
        .map(removal -> removeMirrors(removal, since))
        .orElse(Future.succeededFuture(0))
        .onSuccess(removed -> report(removed, "the copies of {} repositories whose tasks are gone"))
        .mapEmpty();
  }

  private static void report(int removed, String what) {
    if (removed > 0) {
      log.info("removed " + what, removed);
    }
  }

  private Future<Integer> removePrompts(Instant since) {
    return promptFolders.remove(
        since,
        this::unknown,
        name -> vertx.fileSystem().deleteRecursive(prompts.resolve(name).toString()).map(true));
  }

  private Future<Set<String>> unknown(Collection<String> names) {
    return past.unknown(names.stream().map(TaskId::new).toList())
        .map(ids -> ids.stream().map(TaskId::value).collect(Collectors.toSet()));
  }

  private Future<Integer> removeMirrors(MirrorRemoval removal, Instant since) {
    return mirrorFolders.remove(
        since,
        this::unused,
        folder -> removal.remove(folder.substring(0, folder.length() - MIRROR.length()), since));
  }

  private Future<Set<String>> unused(Collection<String> folders) {
    return past.unused(
            folders.stream()
                .map(folder -> folder.substring(0, folder.length() - MIRROR.length()))
                .toList())
        .map(names -> names.stream().map(name -> name + MIRROR).collect(Collectors.toSet()));
  }
}
