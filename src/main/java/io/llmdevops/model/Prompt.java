package io.llmdevops.model;

import io.llmdevops.task.Content;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a model is asked.
 *
 * @param stable the first part, the same for every task, so that providers' caches hit
 * @param turns the conversation, beginning and ending with a user's turn
 * @param beforeItIsSent runs right before each request that the call takes leaves, on any thread;
 *     what it throws stops that, and fails the call
 */
public record Prompt(String stable, List<Turn> turns, Limits limits, Runnable beforeItIsSent) {

  /** Who speaks. */
  public enum Speaker {
    USER,
    MODEL
  }

  /**
   * One message of the conversation.
   *
   * @param images for models that take images; the others leave them out
   */
  public record Turn(Speaker speaker, String text, List<Image> images) {
    public Turn {
      Objects.requireNonNull(speaker, "speaker");
      Objects.requireNonNull(text, "text");
      images = List.copyOf(images);
    }

    public static Turn user(String text) {
      return new Turn(Speaker.USER, text, List.of());
    }

    public static Turn model(String text) {
      return new Turn(Speaker.MODEL, text, List.of());
    }
  }

  /** A picture that goes with a turn. */
  public record Image(String mediaType, Content content) {
    public Image {
      Objects.requireNonNull(mediaType, "mediaType");
      Objects.requireNonNull(content, "content");
    }
  }

  /**
   * What the call may take.
   *
   * @param outputTokens at most
   * @param time after which the call fails, however lively it is
   */
  public record Limits(long outputTokens, Duration time) {
    public Limits {
      Objects.requireNonNull(time, "time");
    }
  }

  public Prompt {
    Objects.requireNonNull(stable, "stable");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(beforeItIsSent, "beforeItIsSent");
    turns = List.copyOf(turns);
    if (turns.isEmpty() || turns.get(turns.size() - 1).speaker() != Speaker.USER) {
      throw new IllegalArgumentException("a prompt ends with a user's turn");
    }
  }

  /** For whoever may ask at any time. */
  public Prompt(String stable, List<Turn> turns, Limits limits) {
    this(stable, turns, limits, () -> {});
  }

  /** The number of characters of all its text. */
  public long length() {
    return stable.length() + turns.stream().mapToLong(turn -> turn.text().length()).sum();
  }
}
