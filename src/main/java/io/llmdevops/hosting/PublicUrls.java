package io.llmdevops.hosting;

/**
 * By which addresses the world knows what is hosted here.
 *
 * @param origin without a trailing slash
 */
record PublicUrls(String origin) {

  /** What {@code git clone} takes. */
  String repository(String name) {
    return origin + "/git/" + name + ".git";
  }

  String page(String name) {
    return origin + "/" + name + "/";
  }
}
