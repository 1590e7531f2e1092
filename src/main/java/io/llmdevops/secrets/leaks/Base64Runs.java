package io.llmdevops.secrets.leaks;

import java.util.function.ObjIntConsumer;

/** Finds what is text in base64 again: what a page would decode when it is opened. */
final class Base64Runs {

  private static final int SHORTEST = 24;
  private static final int GROUP = 4;

  private Base64Runs() {}

  /**
   * @param look is told of each decoded text and the place where it stands encoded
   */
  static void each(String text, ObjIntConsumer<String> look) {
    var start = 0;
    for (var at = 0; at <= text.length(); at++) {
      if (at == text.length() || !Base64Text.isOf(text.charAt(at))) {
        if (at - start >= SHORTEST && seemsText(text, start)) {
          var decoded = Base64Text.decoded(text.substring(start, at));
          if (!decoded.isEmpty()) {
            look.accept(decoded, start);
          }
        }
        start = at + 1;
      }
    }
  }

  /** The first bit of each first byte is zero in ASCII: the group starts with one of A to f. */
  private static boolean seemsText(String text, int start) {
    for (var at = start; at < start + SHORTEST; at += GROUP) {
      var letter = text.charAt(at);
      if (letter < 'A' || letter > 'f') {
        return false;
      }
    }
    return true;
  }
}
