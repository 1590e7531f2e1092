package io.llmdevops.hosting;

import io.vertx.core.buffer.Buffer;

/** What a site has at a path. */
sealed interface Page {

  /**
   * A file.
   *
   * @param status 200, or 404 for the site's own page of what is not there
   * @param blob names the content; the same for the same bytes
   */
  record Found(int status, String path, String blob, Buffer content) implements Page {}

  /** A folder was asked for without the slash at its end. */
  record Folder() implements Page {}

  /** Nothing, and no page of the site's own to say so. */
  record Missing() implements Page {}
}
