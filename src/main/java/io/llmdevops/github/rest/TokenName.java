package io.llmdevops.github.rest;

import io.llmdevops.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a token is called where nodes agree on its use: a digest, which does not give it away. */
final class TokenName {

  private static final int HEX_DIGITS = 16;

  private TokenName() {}

  static String of(Secret token) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(token.reveal().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
