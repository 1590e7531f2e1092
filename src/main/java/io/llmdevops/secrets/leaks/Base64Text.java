package io.llmdevops.secrets.leaks;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Text in base64 of either alphabet (RFC 4648, sections 4 and 5), padded or not. */
final class Base64Text {

  private static final int GROUP = 4;

  private Base64Text() {}

  /** What it stands for, where that is printable ASCII or line ends; otherwise empty. */
  static String decoded(String base64) {
    var end = base64.length();
    while (end > 0 && base64.charAt(end - 1) == '=') {
      end--;
    }
    if (end % GROUP == 1) {
      return "";
    }
    try {
      var plain = base64.substring(0, end).replace('+', '-').replace('/', '_');
      var bytes = Base64.getUrlDecoder().decode(plain);
      return isText(bytes) ? new String(bytes, StandardCharsets.US_ASCII) : "";
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  private static boolean isText(byte[] bytes) {
    for (var each : bytes) {
      if (each < ' ' && each != '\n' && each != '\r' && each != '\t' || each == 0x7f) {
        return false;
      }
    }
    return true;
  }

  static boolean isOf(char letter) {
    return letter >= 'a' && letter <= 'z'
        || letter >= 'A' && letter <= 'Z'
        || letter >= '/' && letter <= '9'
        || letter == '+'
        || letter == '-'
        || letter == '_';
  }
}
