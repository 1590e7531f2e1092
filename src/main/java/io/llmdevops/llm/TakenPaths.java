package io.llmdevops.llm;

import io.llmdevops.task.PathPart;
import java.util.Optional;
import java.util.TreeMap;

/** The paths that files have already; quick however many there are, since a model may write any. */
final class TakenPaths {

  /** By what file systems that ignore case take them for. */
  private final TreeMap<String, String> byFolded = new TreeMap<>();

  void add(String path) {
    byFolded.put(PathPart.folded(path), path);
  }

  /** Why this path cannot stand beside those everywhere, if it cannot. */
  Optional<String> clash(String path) {
    var folded = PathPart.folded(path);
    var same = byFolded.get(folded);
    if (same != null) {
      return Optional.of("the path differs from " + same + " only in case");
    }
    var folder = folded + "/";
    var inside = byFolded.ceilingEntry(folder);
    if (inside != null && inside.getKey().startsWith(folder)) {
      return Optional.of("the path is a folder: " + inside.getValue() + " lies in it");
    }
    for (var end = folded.indexOf('/'); end >= 0; end = folded.indexOf('/', end + 1)) {
      var above = byFolded.get(folded.substring(0, end));
      if (above != null) {
        return Optional.of("a part of the path is a file: " + above);
      }
    }
    return Optional.empty();
  }
}
