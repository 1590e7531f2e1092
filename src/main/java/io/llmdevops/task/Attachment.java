package io.llmdevops.task;

import java.util.Objects;

/**
 * A file that came with a request and is committed byte for byte under its own name.
 *
 * @param name a plain file name, already validated by intake
 * @param mediaType the data URI's type without parameters, in lower case; {@code text/plain} where
 *     it named none (RFC 2397)
 * @param content the decoded bytes
 */
public record Attachment(String name, String mediaType, Content content) {

  public Attachment {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(mediaType, "mediaType");
    Objects.requireNonNull(content, "content");
  }
}
