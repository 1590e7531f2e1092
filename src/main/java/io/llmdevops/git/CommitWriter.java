package io.llmdevops.git;

import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEditor.DeletePath;
import org.eclipse.jgit.dircache.DirCacheEditor.PathEdit;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** Turns files into a commit's objects. Moves no ref. */
public final class CommitWriter {

  static {
    IsolatedSystem.install();
  }

  private CommitWriter() {}

  /**
   * Writes a commit on top of another (or a first one). The same arguments give the same id,
   * wherever and whenever. What is the same in both trees keeps its entry: its mode, and whatever a
   * {@link FileTree} does not show, such as symbolic links.
   *
   * @param before the files of the parent; {@link FileTree#EMPTY} where there is none
   * @param objects takes the new objects; not flushed
   */
  public static ObjectId write(
      Repository repository,
      ObjectInserter objects,
      Optional<ObjectId> parent,
      FileTree before,
      FileTree after,
      CommitText text)
      throws IOException {
    var commit = new CommitBuilder();
    commit.setTreeId(tree(repository, objects, parent, before, after));
    parent.ifPresent(commit::setParentId);
    commit.setAuthor(text.author());
    commit.setCommitter(text.author());
    commit.setMessage(text.message());
    return objects.insert(commit);
  }

  private static ObjectId tree(
      Repository repository,
      ObjectInserter objects,
      Optional<ObjectId> parent,
      FileTree before,
      FileTree after)
      throws IOException {
    var entries = parent.isPresent() ? entries(repository, parent.get()) : DirCache.newInCore();
    var editor = entries.editor();
    before.files().keySet().stream()
        .filter(path -> after.get(path).isEmpty())
        .forEach(path -> editor.add(new DeletePath(path)));
    for (var file : after.files().entrySet()) {
      if (!before.get(file.getKey()).equals(Optional.of(file.getValue()))) {
        put(editor, file.getKey(), blob(objects, file.getValue()));
      }
    }
    editor.finish();
    return entries.writeTree(objects);
  }

  private static DirCache entries(Repository repository, ObjectId commit) throws IOException {
    try (var walk = new RevWalk(repository)) {
      return DirCache.read(walk.getObjectReader(), walk.parseCommit(commit).getTree());
    }
  }

  private static ObjectId blob(ObjectInserter objects, Content content) throws IOException {
    return objects.insert(Constants.OBJ_BLOB, content.size(), content.stream());
  }

  private static void put(DirCacheEditor editor, String path, ObjectId blob) {
    editor.add(
        new PathEdit(path) {
          @Override
          public void apply(DirCacheEntry entry) {
            // A script that somebody made executable stays so when it is edited.
            if (entry.getFileMode() != FileMode.EXECUTABLE_FILE) {
              entry.setFileMode(FileMode.REGULAR_FILE);
            }
            entry.setObjectId(blob);
          }
        });
  }
}
