package io.llmdevops.check.repository;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * What the grammar of YAML leaves to those who compose documents (YAML 1.2.2): keys are unique
 * (section 3.2.1.3), an alias names an anchor before it (section 7.1). And nothing nests so deep
 * that a reader's stack would not bear it.
 */
final class YamlStructure {

  static final int DEEPEST = 100;

  /** May stand several times, since it is no key (YAML's type repository, "merge"). */
  private static final String MERGE = "<<";

  private final Deque<Level> open = new ArrayDeque<>();
  private final Set<String> anchors = new HashSet<>();

  /** What speaks against this event after all those before it. */
  Optional<String> objection(Event event) {
    if (event instanceof DocumentStartEvent) {
      anchors.clear();
    } else if (event instanceof CollectionEndEvent) {
      open.pop();
    } else if (event instanceof NodeEvent node) {
      return objection(node);
    }
    return Optional.empty();
  }

  private Optional<String> objection(NodeEvent node) {
    if (node instanceof AliasEvent && !anchors.contains(node.getAnchor())) {
      return Optional.of("an alias to an anchor that is not there before it");
    }
    var isNew = open.isEmpty() || open.peek().add(key(node));
    if (node.getAnchor() != null) {
      anchors.add(node.getAnchor());
    }
    if (node instanceof CollectionStartEvent) {
      open.push(new Level(node instanceof MappingStartEvent));
    }
    if (open.size() > DEEPEST) {
      return Optional.of("it nests deeper than " + DEEPEST + " levels");
    }
    return isNew ? Optional.empty() : Optional.of("a key that stands there twice");
  }

  /** As text; a plain 1 and a quoted one are two. */
  private static Optional<String> key(NodeEvent node) {
    return node instanceof ScalarEvent scalar && !scalar.getValue().equals(MERGE)
        ? Optional.of((scalar.isPlain() ? "" : "\"") + scalar.getValue())
        : Optional.empty();
  }

  /** A sequence or a mapping that has begun; in a mapping, key and value take turns. */
  private static final class Level {

    private final boolean isMapping;
    private final Set<String> keys = new HashSet<>();
    private boolean isValueNext;

    Level(boolean isMapping) {
      this.isMapping = isMapping;
    }

    /** False where this is a key for the second time. */
    boolean add(Optional<String> key) {
      var isKey = isMapping && !isValueNext;
      isValueNext = isKey;
      return !isKey || key.isEmpty() || keys.add(key.get());
    }
  }
}
