package io.llmdevops.intake;

import io.llmdevops.intake.JsonValue.Items;
import io.llmdevops.intake.JsonValue.Members;
import io.llmdevops.intake.JsonValue.Nothing;
import io.llmdevops.intake.JsonValue.Text;
import io.llmdevops.intake.JsonValue.Whole;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256, in hex, of a valid request's fields as JSON values: equal for two requests that differ
 * only in what does not count, such as the order of members, unknown fields, the secret, escapes
 * and white space, or null in place of absent.
 */
final class Fingerprint {

  private static final List<String> REQUEST =
      List.of(
          "email", "task", "round", "nonce", "brief", "checks", "evaluation_url", "attachments");
  private static final List<String> CHECK = List.of("js", "url");
  private static final List<String> ATTACHMENT = List.of("name", "url");

  private final MessageDigest digest;

  private Fingerprint(MessageDigest digest) {
    this.digest = digest;
  }

  static String of(Members request) {
    try {
      var fingerprint = new Fingerprint(MessageDigest.getInstance("SHA-256"));
      fingerprint.addMembers(request, REQUEST);
      return HexFormat.of().formatHex(fingerprint.digest.digest());
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private void addMembers(Members members, List<String> names) {
    for (var name : names) {
      add(members.get(name), name.equals("checks") ? CHECK : ATTACHMENT);
    }
  }

  /** Every value as a letter for its kind, its length and its content: none reads as another. */
  private void add(JsonValue value, List<String> namesBelow) {
    if (value instanceof Text text) {
      add('t', text.value());
    } else if (value instanceof Whole whole) {
      add('w', whole.digits());
    } else if (value instanceof Items items) {
      head('i', items.first().size());
      items.first().forEach(item -> add(item, namesBelow));
    } else if (value instanceof Members members) {
      head('m', namesBelow.size());
      addMembers(members, namesBelow);
    } else {
      head(value == Nothing.NULL ? 'n' : 'u', 0);
    }
  }

  private void add(char kind, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    head(kind, bytes.length);
    digest.update(bytes);
  }

  private void head(char kind, int length) {
    digest.update(ByteBuffer.allocate(5).put((byte) kind).putInt(length).flip());
  }
}
