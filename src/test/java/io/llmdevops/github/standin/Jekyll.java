package io.llmdevops.github.standin;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Jekyll makes of a folder, as far as it matters: what begins with an underscore, a dot or a
 * hash, or ends in a tilde, is left out (Jekyll's documentation, "Directory structure"), Markdown
 * becomes HTML, and README is the index where there is none.
 */
final class Jekyll {

  private Jekyll() {}

  static Map<String, byte[]> made(Map<String, byte[]> files) {
    var made = new TreeMap<String, byte[]>();
    files.forEach(
        (path, content) -> {
          if (isKept(path)) {
            made.put(path, content);
          }
        });
    files.forEach(
        (path, content) -> {
          if (isKept(path) && path.endsWith(".md")) {
            made.putIfAbsent(path.replaceFirst("\\.md$", ".html"), page(content));
          }
        });
    if (files.containsKey("README.md")) {
      made.putIfAbsent("index.html", page(files.get("README.md")));
    }
    return made;
  }

  private static boolean isKept(String path) {
    for (var part : path.split("/")) {
      if (part.matches("[_.#].*|.*~")) {
        return false;
      }
    }
    return true;
  }

  private static byte[] page(byte[] markdown) {
    var text = new String(markdown, StandardCharsets.UTF_8);
    return ("<!DOCTYPE html><html><body><pre>" + text + "</pre></body></html>")
        .getBytes(StandardCharsets.UTF_8);
  }
}
