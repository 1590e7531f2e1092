package io.llmdevops.llm;

import io.llmdevops.llm.RepositoryPath.BadPathException;
import io.llmdevops.task.Assembly;
import io.llmdevops.task.OneLine;
import io.llmdevops.task.Version.Dropped;
import io.llmdevops.task.WorkflowRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides what of a model's answer is let in, and remembers what was left out, and why. */
final class Screening {

  private static final int MAX_PATH_SHOWN = 200;

  /** All of them are stored, shown and told to the model again. */
  private static final int MAX_DROPPED = 100;

  private final Set<Dropped> dropped = new LinkedHashSet<>();
  private int more;

  private record Ruling(String path, Optional<String> refusal) {

    static Ruling on(String raw) {
      try {
        var path = RepositoryPath.of(raw).value();
        return new Ruling(path, Assembly.reasonAgainst(path));
      } catch (BadPathException bad) {
        return new Ruling(raw, Optional.of(bad.getMessage()));
      }
    }

    Optional<String> allowed() {
      return refusal.isEmpty() ? Optional.of(path) : Optional.empty();
    }
  }

  /** The path, normalised, if a model may touch it. */
  static Optional<String> path(String raw) {
    return Ruling.on(raw).allowed();
  }

  /** Likewise; what is refused is remembered. */
  Optional<String> admit(String raw) {
    var ruling = Ruling.on(raw);
    ruling.refusal().ifPresent(why -> drop(ruling.path(), why));
    return ruling.allowed();
  }

  /** Whether the file may say this; where not, that is remembered. */
  boolean mayHold(String path, String text) {
    var reason = WorkflowRule.reasonAgainst(path, text);
    reason.ifPresent(why -> drop(path, why));
    return reason.isEmpty();
  }

  /** Remembers that this was left out; of very many only their number. */
  void drop(String path, String reason) {
    var entry = new Dropped(OneLine.of(path, MAX_PATH_SHOWN), reason);
    if (dropped.size() < MAX_DROPPED) {
      dropped.add(entry);
    } else if (!dropped.contains(entry)) {
      more++;
    }
  }

  List<Dropped> dropped() {
    var result = new ArrayList<>(dropped);
    if (more > 0) {
      result.add(new Dropped("…", more + " more were left out"));
    }
    return List.copyOf(result);
  }
}
