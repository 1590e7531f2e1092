package io.llmdevops.task;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of one commit or version, by path (separated by slashes). Immutable. */
public record FileTree(SortedMap<String, Content> files) {

  public static final FileTree EMPTY = new FileTree(new TreeMap<>());

  public FileTree {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  public static FileTree of(Map<String, Content> files) {
    return new FileTree(new TreeMap<>(files));
  }

  public Optional<Content> get(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** This tree after those changes, in their order. */
  public FileTree with(List<? extends Change> changes) {
    var result = new TreeMap<>(files);
    for (var change : changes) {
      if (change instanceof Change.Write write) {
        result.put(write.path(), write.content());
      } else if (change instanceof Change.Edit edit) {
        result.put(edit.path(), edit.content());
      } else {
        result.remove(change.path());
      }
    }
    return new FileTree(result);
  }
}
