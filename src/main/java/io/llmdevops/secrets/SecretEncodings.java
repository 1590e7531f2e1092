package io.llmdevops.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How one secret may be written where it would be found as it stands. */
final class SecretEncodings {

  private static final int BASE64_GROUP = 3;

  private SecretEncodings() {}

  /**
   * The secret itself, reversed, form-encoded, in hex of either case, and in base64 at each of the
   * three places where it may start within a group (RFC 4648, sections 4 and 5), without the
   * characters that depend on what stands next to it.
   */
  static List<byte[]> of(String secret) {
    var bytes = secret.getBytes(StandardCharsets.UTF_8);
    Set<String> spellings = new LinkedHashSet<>();
    spellings.add(secret);
    spellings.add(new StringBuilder(secret).reverse().toString());
    spellings.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    spellings.add(HexFormat.of().formatHex(bytes));
    spellings.add(HexFormat.of().withUpperCase().formatHex(bytes));
    for (var start = 0; start < BASE64_GROUP; start++) {
      base64(bytes, start).forEach(spellings::add);
    }
    return spellings.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static Stream<String> base64(byte[] secret, int start) {
    var shifted = new byte[start + secret.length];
    System.arraycopy(secret, 0, shifted, start, secret.length);
    var from = (start * Byte.SIZE + 5) / 6;
    var to = shifted.length * Byte.SIZE / 6;
    return Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
        .map(encoder -> encoder.encodeToString(shifted).substring(from, to));
  }
}
