package io.llmdevops.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text that is Unicode, and came as UTF-8 without a byte order mark. */
final class StrictText {

  private static final char REPLACEMENT = '\uFFFD';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private StrictText() {}

  /**
   * @throws Problem 400 where the bytes are something else
   */
  static String decode(byte[] body) {
    var text = new String(body, StandardCharsets.UTF_8);
    // The constructor is fast, but puts this character wherever the bytes are malformed.
    if (text.indexOf(REPLACEMENT) >= 0) {
      decodeStrictly(body);
    }
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      throw Problem.badRequest("the body starts with a byte order mark");
    }
    return text;
  }

  private static void decodeStrictly(byte[] body) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException malformed) {
      throw Problem.badRequest("the body is not well-formed UTF-8");
    }
  }

  static boolean hasLoneSurrogate(CharSequence text) {
    // A pair arrives as one code point; what is left of the surrogates' range is alone.
    return text.codePoints().anyMatch(StrictText::isSurrogate);
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
