package io.llmdevops.task;

import java.util.Objects;

/**
 * What a page looks like in a browser.
 *
 * @param mediaType such as {@code image/png}
 */
public record Picture(String mediaType, Content content) {

  public Picture {
    Objects.requireNonNull(mediaType, "mediaType");
    Objects.requireNonNull(content, "content");
  }
}
