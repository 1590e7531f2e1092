package io.llmdevops.model.talk;

import io.llmdevops.task.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of pictures that models look at, told by their first bytes, not by what is claimed. */
enum ImageType {
  PNG("image/png", "\u0089PNG\r\n\u001a\n.*"),
  JPEG("image/jpeg", "\u00ff\u00d8\u00ff.*"),
  GIF("image/gif", "GIF8[79]a.*"),
  WEBP("image/webp", "RIFF....WEBP.*");

  private static final int BYTES = 12;

  private final String mediaType;
  private final Pattern beginning;

  ImageType(String mediaType, String beginning) {
    this.mediaType = mediaType;
    this.beginning = Pattern.compile(beginning, Pattern.DOTALL);
  }

  String mediaType() {
    return mediaType;
  }

  static Optional<ImageType> of(Content content) {
    var first = first(content);
    for (var type : values()) {
      if (type.beginning.matcher(first).matches()) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** A character for each byte. */
  private static String first(Content content) {
    try (var in = content.stream()) {
      return new String(in.readNBytes(BYTES), StandardCharsets.ISO_8859_1);
    } catch (IOException memoryDoesNotFail) {
      throw new UncheckedIOException(memoryDoesNotFail);
    }
  }
}
