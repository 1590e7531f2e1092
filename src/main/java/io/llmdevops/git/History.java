package io.llmdevops.git;

import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.RefusedException;
import io.llmdevops.task.RepositoryKey;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads what has been committed. */
public final class History {

  static {
    IsolatedSystem.install();
  }

  /** The one branch that the engine publishes. */
  public static final String MAIN = Constants.R_HEADS + "main";

  /** More than a request's attachments can be; whatever is larger, a person has put there. */
  static final int LARGEST_FILE = 32 << 20;

  /** All of it is in memory, while several repositories are worked on. */
  static final int MOST_BYTES = 128 << 20;

  private final Repository repository;

  public History(Repository repository) {
    this.repository = repository;
  }

  /** The newest commit of {@code main}, if there is one. */
  public Optional<ObjectId> head() throws IOException {
    return Optional.ofNullable(repository.exactRef(MAIN)).map(ref -> ref.getObjectId());
  }

  /**
   * The regular files of a commit; no symbolic links, no submodules, nothing over 32 MiB.
   *
   * @throws RefusedException where they come to more than 128 MiB
   */
  public FileTree files(ObjectId commit) throws IOException {
    var files = new TreeMap<String, Content>();
    var size = 0L;
    try (var walk = new RevWalk(repository);
        var tree = new TreeWalk(repository, walk.getObjectReader())) {
      tree.addTree(walk.parseCommit(commit).getTree());
      tree.setRecursive(true);
      while (tree.next()) {
        if ((tree.getRawMode(0) & FileMode.TYPE_MASK) == FileMode.TYPE_FILE) {
          var blob = walk.getObjectReader().open(tree.getObjectId(0), Constants.OBJ_BLOB);
          if (blob.getSize() <= LARGEST_FILE) {
            size = requireRoom(size + blob.getSize());
            files.put(tree.getPathString(), Content.of(blob.getCachedBytes()));
          }
        }
      }
    }
    return FileTree.of(files);
  }

  private static long requireRoom(long size) {
    if (size > MOST_BYTES) {
      throw new RefusedException(
          "the repository's files come to more than %d MiB, too much to go on with: make them fewer"
              .formatted(MOST_BYTES >> 20));
    }
    return size;
  }

  /**
   * The repository may be used for this key: it is empty, or a commit on {@code main} carries the
   * key's trailer.
   */
  public boolean isOurs(RepositoryKey key) throws IOException {
    var head = head();
    if (head.isEmpty()) {
      return repository.getRefDatabase().getRefsByPrefix(Constants.R_REFS).isEmpty();
    }
    try (var walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(head.get()));
      for (RevCommit commit; (commit = walk.next()) != null; ) {
        if (Trailers.mark(commit, key)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The commit on {@code main} that was made for this very version, if it was pushed already.
   *
   * @param since commits that came before the version (its base, its stored parent), which need not
   *     be searched; those that are not here are passed over
   */
  public Optional<ObjectId> find(Trailers trailers, Collection<ObjectId> since) throws IOException {
    var head = head();
    if (head.isEmpty()) {
      return Optional.empty();
    }
    try (var walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(head.get()));
      for (var known : since) {
        markUninteresting(walk, known);
      }
      for (RevCommit commit; (commit = walk.next()) != null; ) {
        if (trailers.areOn(commit)) {
          return Optional.of(commit.copy());
        }
      }
    }
    return Optional.empty();
  }

  /** {@code main} holds this commit, as its head or below it. */
  public boolean holds(ObjectId commit) throws IOException {
    var head = head();
    if (head.isEmpty()) {
      return false;
    }
    try (var walk = new RevWalk(repository)) {
      return walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(head.get()));
    } catch (MissingObjectException gone) {
      return false;
    }
  }

  private static void markUninteresting(RevWalk walk, ObjectId commit) throws IOException {
    try {
      walk.markUninteresting(walk.parseCommit(commit));
    } catch (MissingObjectException notHere) {
      // Somebody rewrote the branch; then all of it is searched.
    }
  }
}
