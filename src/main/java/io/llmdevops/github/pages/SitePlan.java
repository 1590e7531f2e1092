package io.llmdevops.github.pages;

import io.llmdevops.task.Fact;
import io.llmdevops.task.FileTree;
import java.util.List;
import java.util.Optional;

/**
 * What kind of site a commit makes, as its files tell.
 *
 * @param workflow the path of the workflow that deploys it; empty where GitHub builds it from the
 *     branch
 * @param index digest of the page that a branch site must answer with, if it has one
 */
public record SitePlan(Optional<String> workflow, Optional<String> index) {

  /**
   * @param files all that the commit holds
   */
  public static SitePlan of(FileTree files) {
    throw new UnsupportedOperationException();
  }

  /** What has to be stored with the push, so that going live can be judged later. */
  public List<Fact> facts() {
    throw new UnsupportedOperationException();
  }
}
