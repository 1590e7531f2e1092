package io.llmdevops.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts that come with the engine, in its jar. */
public final class Packaged {

  private Packaged() {}

  /**
   * A text in UTF-8. Blocks.
   *
   * @param path from the root of the class path, without a slash in front
   * @throws IllegalStateException where there is none: the jar is not whole
   */
  public static String text(String path) {
    try (var packaged = Packaged.class.getClassLoader().getResourceAsStream(path)) {
      if (packaged == null) {
        throw new IllegalStateException("the jar has no " + path);
      }
      return new String(packaged.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
