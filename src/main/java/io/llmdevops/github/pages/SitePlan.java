package io.llmdevops.github.pages;

import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.FileTree;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What kind of site a commit makes, as its files tell.
 *
 * @param workflow the path of the workflow that deploys it; empty where GitHub builds it from the
 *     branch
 * @param index SHA-256 of the page that a branch site must answer with, in hex, if it has one
 */
public record SitePlan(Optional<String> workflow, Optional<String> index) {

  private static final String INDEX = "index.html";

  /**
   * @param files all that the commit holds
   */
  public static SitePlan of(FileTree files) {
    var workflow =
        files.files().entrySet().stream()
            .filter(file -> Workflow.isAt(file.getKey()))
            .filter(
                file -> file.getValue().text().filter(Workflow::deploysWhatIsPushed).isPresent())
            .map(Map.Entry::getKey)
            .findFirst();
    return workflow.isPresent()
        ? new SitePlan(workflow, Optional.empty())
        : new SitePlan(workflow, files.get(INDEX).map(SitePlan::digest));
  }

  /** What has to be stored with the push, so that going live can be judged later. */
  public List<Fact> facts() {
    return List.of(
        new Fact.Marked(Memory.WORKFLOW, workflow.orElse("")),
        new Fact.Marked(Memory.INDEX, index.orElse("")));
  }

  private static String digest(Content content) {
    return HexFormat.of().formatHex(sha256().digest(content.bytes()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
