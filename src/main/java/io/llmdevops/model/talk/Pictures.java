package io.llmdevops.model.talk;

import io.llmdevops.model.Prompt.Image;
import io.llmdevops.task.Content;
import java.util.ArrayList;
import java.util.List;

/**
 * The pictures that go with a prompt, within what every provider takes: Anthropic 5 MB a picture
 * after base64 and 32 MB a request, OpenAI 50 MB a request (their guides to vision).
 */
public final class Pictures {

  private static final int MIB = 1 << 20;
  private static final int EACH = 7 * MIB / 2;
  private static final int ALL = 12 * MIB;
  private static final int MOST = 10;

  private final boolean wanted;
  private final List<Image> images = new ArrayList<>();
  private int bytes;

  /**
   * @param wanted the model looks at pictures
   */
  public Pictures(boolean wanted) {
    this.wanted = wanted;
  }

  /** Takes the file along if it is a picture and there is room. */
  public boolean take(Content content) {
    if (!wanted || content.size() > EACH || bytes + content.size() > ALL || images.size() == MOST) {
      return false;
    }
    var type = ImageType.of(content);
    type.ifPresent(
        known -> {
          images.add(new Image(known.mediaType(), content));
          bytes += content.size();
        });
    return type.isPresent();
  }

  public List<Image> images() {
    return List.copyOf(images);
  }
}
