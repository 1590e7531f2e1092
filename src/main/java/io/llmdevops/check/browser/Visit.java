package io.llmdevops.check.browser;

import io.llmdevops.task.FileTree;
import io.llmdevops.task.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What is to be looked at.
 *
 * @param folder where the site lies on its server, as in {@code https://owner.github.io/folder/}:
 *     the repository's name
 * @param tree the files of the site
 * @param loads in order; the first is the one that is pictured
 * @param checkTime until a script must have become true, counted from its first try
 * @param time for all of it
 */
public record Visit(
    TaskId task,
    String folder,
    FileTree tree,
    List<Load> loads,
    Duration checkTime,
    Duration time) {

  /**
   * One load of one page, in a tab of its own within the version's one browser context.
   *
   * @param address relative to the site; empty for its root
   * @param scripts one JavaScript expression each, awaited in the page and judged by its truth, one
   *     after the other, each until it is true or its time is up
   */
  public record Load(String address, List<String> scripts) {
    public Load {
      Objects.requireNonNull(address, "address");
      scripts = List.copyOf(scripts);
    }
  }

  public Visit {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(tree, "tree");
    loads = List.copyOf(loads);
    Objects.requireNonNull(checkTime, "checkTime");
    Objects.requireNonNull(time, "time");
  }
}
