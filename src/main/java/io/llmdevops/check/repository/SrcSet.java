package io.llmdevops.check.repository;

import java.util.ArrayList;
import java.util.List;

/** The URLs of a {@code srcset} (HTML Living Standard, "parse a srcset attribute"). */
final class SrcSet {

  private SrcSet() {}

  static List<String> urls(String value) {
    List<String> urls = new ArrayList<>();
    var at = 0;
    while (at < value.length()) {
      at = skip(value, at);
      var start = at;
      at = skipWord(value, at);
      var url = value.substring(start, at);
      if (url.endsWith(",")) {
        url = withoutCommas(url);
      } else {
        at = afterDescriptors(value, at);
      }
      if (!url.isEmpty()) {
        urls.add(url);
      }
    }
    return urls;
  }

  private static String withoutCommas(String url) {
    var end = url.length();
    while (end > 0 && url.charAt(end - 1) == ',') {
      end--;
    }
    return url.substring(0, end);
  }

  private static int skip(String value, int from) {
    var at = from;
    while (at < value.length() && (value.charAt(at) <= ' ' || value.charAt(at) == ',')) {
      at++;
    }
    return at;
  }

  private static int skipWord(String value, int from) {
    var at = from;
    while (at < value.length() && value.charAt(at) > ' ') {
      at++;
    }
    return at;
  }

  private static int afterDescriptors(String value, int from) {
    var at = from;
    var depth = 0;
    while (at < value.length() && (depth > 0 || value.charAt(at) != ',')) {
      depth += value.charAt(at) == '(' ? 1 : value.charAt(at) == ')' ? -1 : 0;
      at++;
    }
    return at;
  }
}
