package io.llmdevops.llm;

import io.llmdevops.task.Change;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.FoldedPaths;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The files that a model works on, as they stand, and the changes that made them so. */
final class WorkingFiles {

  private final TreeMap<String, Content> files;
  private final Map<String, Change> earlier = new LinkedHashMap<>();
  private final Map<String, Change> changes = new LinkedHashMap<>();
  private final Set<String> leaving = new HashSet<>();
  private FoldedPaths staying = new FoldedPaths(List.of());

  /** What one path was, for when that is to come back. */
  record State(Optional<Change> change, Content content) {}

  /**
   * @param tree with the earlier changes in it
   */
  WorkingFiles(FileTree tree, List<Change> earlierChanges) {
    files = new TreeMap<>(tree.files());
    earlierChanges.forEach(change -> earlier.put(change.path(), change));
    changes.putAll(earlier);
  }

  /** These will be deleted: none of them is in another's way from now on. */
  void letGo(Set<String> paths) {
    leaving.addAll(paths);
    staying =
        new FoldedPaths(files.keySet().stream().filter(path -> !leaving.contains(path)).toList());
  }

  boolean hold(String path) {
    return files.containsKey(path);
  }

  /** The text of a file as it stands, if it is there and is text. */
  Optional<String> text(String path) {
    return Optional.ofNullable(files.get(path)).flatMap(Content::text);
  }

  /** Why this path cannot stand beside those that are there, if it cannot. */
  Optional<String> clash(String path) {
    return hold(path) ? Optional.empty() : RepositoryPath.clash(path, staying);
  }

  void write(String path, Content content) {
    put(new Change.Write(path, content), content);
  }

  void edit(String path, Content content) {
    put(new Change.Edit(path, content), content);
  }

  boolean isWritten(String path) {
    return changes.get(path) instanceof Change.Write;
  }

  private void put(Change change, Content content) {
    files.put(change.path(), content);
    changes.put(change.path(), change);
    if (!leaving.contains(change.path())) {
      staying.add(change.path());
    }
  }

  void delete(String path) {
    files.remove(path);
    changes.remove(path);
    changes.put(path, new Change.Delete(path));
  }

  /** Of a path that is there. */
  State state(String path) {
    return new State(Optional.ofNullable(changes.get(path)), files.get(path));
  }

  void restore(String path, State state) {
    files.put(path, state.content());
    state.change().ifPresentOrElse(change -> changes.put(path, change), () -> changes.remove(path));
  }

  /** Complete in themselves: the earlier ones are among them. */
  List<Change> changes() {
    return List.copyOf(changes.values());
  }

  boolean haveChanged() {
    return !changes.equals(earlier);
  }
}
