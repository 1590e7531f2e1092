package io.llmdevops.model.http;

import io.llmdevops.model.Prompt;
import io.llmdevops.model.Prompt.Image;
import io.llmdevops.model.Prompt.Speaker;
import io.llmdevops.model.Prompt.Turn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A prompt in the shape that servers take: speakers alternate, and no message is empty. */
public final class Conversation {

  /** What every provider takes that takes images at all. */
  private static final Set<String> TAKEN =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  private Conversation() {}

  /**
   * The turns, those of one speaker in a row as one, those without content left out.
   *
   * @param images whether those of the prompt stay in, as far as servers know their type
   */
  public static List<Turn> of(Prompt prompt, boolean images) {
    var result = new ArrayList<Turn>();
    for (var turn : prompt.turns()) {
      var shown = images ? shown(turn) : List.<Image>of();
      if (turn.text().isBlank() && shown.isEmpty()) {
        continue;
      }
      var last = result.size() - 1;
      if (last >= 0 && result.get(last).speaker() == turn.speaker()) {
        result.set(last, joined(result.get(last), turn, shown));
      } else {
        result.add(new Turn(turn.speaker(), wellFormed(turn.text()), shown));
      }
    }
    return result;
  }

  /**
   * The text without halves of surrogate pairs, which have no spelling in UTF-8; the end of an
   * answer that was cut can be one.
   */
  public static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** What models of either dialect call whoever speaks. */
  public static String role(Turn turn) {
    return turn.speaker() == Speaker.USER ? "user" : "assistant";
  }

  public static String base64(Image image) {
    return Base64.getEncoder().encodeToString(image.content().bytes());
  }

  private static List<Image> shown(Turn turn) {
    return turn.images().stream().filter(image -> TAKEN.contains(image.mediaType())).toList();
  }

  private static Turn joined(Turn before, Turn turn, List<Image> images) {
    return new Turn(
        before.speaker(),
        Stream.of(before.text(), wellFormed(turn.text()))
            .filter(text -> !text.isBlank())
            .reduce((first, second) -> first + "\n\n" + second)
            .orElse(""),
        Stream.concat(before.images().stream(), images.stream()).toList());
  }
}
