package io.llmdevops.git;

import java.io.IOException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Whether a repository holds what {@link History} reads and a push builds on. */
final class Completeness {

  private Completeness() {}

  /** All commits down from this one, and all files of its own, are there. */
  static boolean of(Repository repository, ObjectId head) throws IOException {
    try (var walk = new RevWalk(repository)) {
      var commit = walk.parseCommit(head);
      var tree = commit.getTree();
      walk.setRetainBody(false);
      walk.markStart(commit);
      while (walk.next() != null) {
        // Each is read on the way.
      }
      return holds(repository, tree);
    } catch (MissingObjectException missing) {
      return false;
    }
  }

  static void require(Repository repository, ObjectId head) throws IOException {
    if (!of(repository, head)) {
      throw new IOException("objects are missing that were fetched earlier");
    }
  }

  private static boolean holds(Repository repository, ObjectId tree) throws IOException {
    try (var files = new TreeWalk(repository)) {
      files.addTree(tree);
      files.setRecursive(true);
      while (files.next()) {
        if (files.getFileMode() != FileMode.GITLINK
            && !files.getObjectReader().has(files.getObjectId(0), Constants.OBJ_BLOB)) {
          return false;
        }
      }
      return true;
    }
  }
}
