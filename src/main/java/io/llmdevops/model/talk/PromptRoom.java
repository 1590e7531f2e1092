package io.llmdevops.model.talk;

import io.llmdevops.model.DataBlock;
import io.llmdevops.model.Model.Traits;
import io.llmdevops.task.Content;
import java.util.List;

/** How much text a model can be shown, in bytes; the fixed ceilings keep the price down. */
public final class PromptRoom {

  /** A token of code or English is about four characters; of digits it is less. */
  private static final int BYTES_PER_TOKEN = 3;

  /** The system text, the question itself and the lines of the fences. */
  private static final int RESERVED = 16 * 1_024;

  /** What the largest picture costs (Anthropic's guide to vision), and what others count less. */
  private static final int TOKENS_PER_IMAGE = 1_600;

  private static final int ROOM_PER_IMAGE = TOKENS_PER_IMAGE * BYTES_PER_TOKEN;

  private static final int SHARE_OF_A_PART = 4;

  private final long left;

  private PromptRoom(long left) {
    this.left = left;
  }

  /** The context without the answer; of a model whose answer may fill it all, half of it. */
  public static PromptRoom of(Traits traits) {
    var answer = Math.min(traits.outputTokens(), traits.contextTokens() / 2);
    return new PromptRoom((traits.contextTokens() - answer) * BYTES_PER_TOKEN - RESERVED);
  }

  public PromptRoom without(List<DataBlock> blocks) {
    var bytes = 0L;
    for (var block : blocks) {
      bytes += Content.utf8(block.text()).size() + Content.utf8(block.about().toString()).size();
    }
    return new PromptRoom(left - bytes);
  }

  public PromptRoom withoutImages(int number) {
    return new PromptRoom(left - (long) number * ROOM_PER_IMAGE);
  }

  /** For what has to leave most of it to what comes after. */
  public TextBudget part(int each, int all) {
    return budget(each, all, left / SHARE_OF_A_PART);
  }

  public TextBudget rest(int each, int all) {
    return budget(each, all, left);
  }

  private static TextBudget budget(int each, int all, long room) {
    return new TextBudget(each, (int) Math.max(0, Math.min(all, room)));
  }
}
