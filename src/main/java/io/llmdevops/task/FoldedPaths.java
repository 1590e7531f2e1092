package io.llmdevops.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Paths, and which of them get in another's way where a file system does not tell case (see {@link
 * PathPart#folded}). Looked up in an order, since a model may write tens of thousands.
 */
public final class FoldedPaths {

  private static final char AFTER_SLASH = '/' + 1;

  private final TreeMap<String, Set<String>> paths = new TreeMap<>();

  public FoldedPaths(Collection<String> first) {
    first.forEach(this::add);
  }

  /** Does nothing where it is there already. */
  public void add(String path) {
    paths.computeIfAbsent(PathPart.folded(path), fresh -> new TreeSet<>()).add(path);
  }

  /** Does nothing where it is not there. */
  public void remove(String path) {
    paths.computeIfPresent(
        PathPart.folded(path),
        (folded, same) -> {
          same.remove(path);
          return same.isEmpty() ? null : same;
        });
  }

  /**
   * Those that cannot be checked out beside this path everywhere: they differ from it at most in
   * case, or are a folder that it lies in, or lie in it as in a folder.
   */
  public List<String> colliding(String path) {
    var folded = PathPart.folded(path);
    var result = new ArrayList<>(paths.getOrDefault(folded, Set.of()));
    for (var slash = folded.indexOf('/'); slash >= 0; slash = folded.indexOf('/', slash + 1)) {
      result.addAll(paths.getOrDefault(folded.substring(0, slash), Set.of()));
    }
    paths.subMap(folded + '/', folded + AFTER_SLASH).values().forEach(result::addAll);
    return result;
  }
}
