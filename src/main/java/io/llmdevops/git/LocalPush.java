package io.llmdevops.git;

import io.llmdevops.task.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * A commit made and pushed in a repository on this disk. Every object is on the disk before the
 * branch moves, and the branch before the push is said to have happened. Blocking.
 */
public final class LocalPush {

  /** What is older has long been written back. */
  private static final Duration RECENT = Duration.ofHours(1);

  private LocalPush() {}

  /** Writes the commit into one pack of its own; no ref moves. See {@link CommitWriter#write}. */
  public static ObjectId write(
      FileRepository repository,
      Optional<ObjectId> parent,
      FileTree before,
      FileTree after,
      CommitText text)
      throws IOException {
    try (var objects = repository.getObjectDatabase().newPackInserter()) {
      var commit = CommitWriter.write(repository, objects, parent, before, after, text);
      objects.flush();
      forcePacks(repository.getObjectDatabase().getPackDirectory().toPath());
      return commit;
    }
  }

  /**
   * Moves {@code main} from the parent (or nothing) to the commit.
   *
   * @return false where {@code main} is elsewhere by now
   */
  public static boolean fastForward(
      FileRepository repository, Optional<ObjectId> parent, ObjectId commit) throws IOException {
    var update = repository.updateRef(History.MAIN);
    update.setExpectedOldObjectId(parent.orElse(ObjectId.zeroId()));
    update.setNewObjectId(commit);
    update.disableRefLog();
    RefUpdate.Result result;
    try (var walk = new RevWalk(repository)) {
      result = update.update(walk);
    }
    Disk.force(repository.getDirectory().toPath().resolve("refs/heads"));
    return switch (result) {
      case NEW, FAST_FORWARD, NO_CHANGE -> true;
      case LOCK_FAILURE, REJECTED -> false;
      default -> throw new IOException("main was not moved: " + result);
    };
  }

  /** Those of an earlier try, which may have been killed before it came to this, among them. */
  private static void forcePacks(Path folder) throws IOException {
    var recently = FileTime.from(Instant.now().minus(RECENT));
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        if (Files.getLastModifiedTime(file).compareTo(recently) > 0) {
          Disk.force(file);
        }
      }
    }
    Disk.force(folder);
  }
}
