package io.llmdevops.model.talk;

import io.llmdevops.config.Secret;
import io.llmdevops.model.DataBlock;
import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.task.Content;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps the engine's own secrets away from models: a request may hold one by mistake, and what a
 * model has read may turn up on a public page. Thread-safe; large files are searched, so to be used
 * on worker threads.
 */
public final class PromptGuard {

  private final SecretSearch search;

  /**
   * @param secrets of this engine
   */
  public PromptGuard(List<Secret> secrets) {
    search = new SecretSearch(secrets);
  }

  /**
   * Searches all that these blocks show.
   *
   * @throws HardStopException naming the block that holds a secret, never the secret
   */
  public void check(List<DataBlock> blocks) {
    for (var block : blocks) {
      if (search.foundIn(block.text())
          || block.about().values().stream().anyMatch(search::foundIn)) {
        throw refusal(label(block));
      }
    }
  }

  /**
   * Searches something of this kind and name to its end, whatever of it is shown.
   *
   * @throws HardStopException naming it, never the secret
   */
  public void check(String kind, String name, Content content) {
    if (search.foundIn(content)) {
      throw refusal(named(kind, name));
    }
  }

  /** For what models answer. */
  public boolean isSecretIn(String text) {
    return search.foundIn(text);
  }

  private String label(DataBlock block) {
    var kind = block.kind().replace('_', ' ');
    return Stream.of("name", "path", "of")
        .map(block::about)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .map(name -> named(kind, name))
        .orElse((kind.equals("brief") ? "the " : "a ") + kind);
  }

  /** A name that is a secret itself is not told. */
  private String named(String kind, String name) {
    return search.foundIn(name) ? "the name of one " + kind : ("the " + kind + " " + name).strip();
  }

  private static HardStopException refusal(String label) {
    return new HardStopException(
        label + " holds one of this engine's own secrets; nothing was sent to a model");
  }
}
