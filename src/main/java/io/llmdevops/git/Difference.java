package io.llmdevops.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.util.io.DisabledOutputStream;

/**
 * What a commit did to one file.
 *
 * @param kind as in {@code git diff --name-status}
 * @param added lines; 0 for a binary file
 * @param removed lines; 0 for a binary file
 */
public record Difference(String path, Kind kind, int added, int removed) {

  static {
    IsolatedSystem.install();
  }

  /** What happened to the file. */
  public enum Kind {
    ADDED,
    MODIFIED,
    DELETED
  }

  /**
   * The files that differ between two commits, by path.
   *
   * @param from empty compares with nothing: every file was added
   */
  public static List<Difference> between(
      Repository repository, Optional<ObjectId> from, ObjectId to) throws IOException {
    try (var walk = new RevWalk(repository);
        var formatter = new DiffFormatter(DisabledOutputStream.INSTANCE)) {
      formatter.setRepository(repository);
      var differences = new ArrayList<Difference>();
      var before = from.isPresent() ? tree(walk, from.get()) : new EmptyTreeIterator();
      for (var entry : formatter.scan(before, tree(walk, to))) {
        differences.add(of(entry, formatter.toFileHeader(entry)));
      }
      return differences;
    }
  }

  private static AbstractTreeIterator tree(RevWalk walk, ObjectId commit) throws IOException {
    var reader = walk.getObjectReader();
    return new CanonicalTreeParser(null, reader, walk.parseCommit(commit).getTree());
  }

  private static Difference of(DiffEntry entry, FileHeader header) {
    var edits = header.toEditList();
    return new Difference(
        entry.getChangeType() == DiffEntry.ChangeType.DELETE
            ? entry.getOldPath()
            : entry.getNewPath(),
        kind(entry.getChangeType()),
        edits.stream().mapToInt(edit -> edit.getLengthB()).sum(),
        edits.stream().mapToInt(edit -> edit.getLengthA()).sum());
  }

  private static Kind kind(DiffEntry.ChangeType type) {
    return switch (type) {
      case ADD -> Kind.ADDED;
      case DELETE -> Kind.DELETED;
      // Renames and copies are not searched for.
      case MODIFY, RENAME, COPY -> Kind.MODIFIED;
    };
  }
}
