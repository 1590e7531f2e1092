package io.llmdevops.intake;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Bodies of which none may be accepted, drawn from a seed. */
final class BrokenRequests {

  private static final List<String> REQUIRED =
      List.of("email", "secret", "task", "round", "nonce", "brief", "evaluation_url");
  private static final List<Object> ODD_VALUES =
      List.of(
          true, 0, -7, 1.5, 1e300, "", new JsonArray(), new JsonObject(), new JsonArray().add(1));
  private static final List<Charset> CHARSETS =
      List.of(
          StandardCharsets.UTF_16,
          StandardCharsets.UTF_16BE,
          StandardCharsets.UTF_16LE,
          Charset.forName("UTF-32"),
          Charset.forName("UTF-32LE"),
          Charset.forName("IBM1047"));
  private static final List<String> URLS =
      List.of(
          "http://127.0.0.1/",
          "http://localhost:9/",
          "http://2130706433/",
          "http://0x7f.1/",
          "ftp://e.example/",
          "http://a:b@e.example/",
          "http://[::1]/",
          "//e.example",
          "\u0000",
          "http://169.254.169.254/latest",
          "http://[::ffff:10.0.0.1]/",
          "x",
          "http://e.example:0/");
  private static final List<String> NAMES =
      List.of(
          "../x", "/etc/passwd", "a\\b", ".git", ".GIT", "con", "nul.txt", "..", "", "a\u0000b");
  private static final List<String> DATA =
      List.of(
          "data:",
          "data:;base64,x",
          "data:;base64,%%%",
          "http://e.example/",
          "data:a,b",
          "",
          "data:,%",
          "file:///etc/passwd",
          "data:;base64,\u00e9");
  private static final List<String> BAD_BYTES =
      List.of("\u00ff", "\u00c0\u00af", "\u00ed\u00a0\u0080");

  private final Random random;
  private final List<Supplier<byte[]>> kinds =
      List.of(
          this::truncated,
          this::wronglyEncoded,
          this::withBadBytes,
          this::withControlCharacter,
          this::withoutField,
          this::wronglyTyped,
          this::tooLong,
          this::tooMany,
          this::deeplyNested,
          this::withDuplicate,
          this::withHalfAPair,
          this::withBadUrl,
          this::withBadAttachment,
          this::withBadCheck,
          this::withBadRound,
          this::withWrongSecret,
          this::withTrailer,
          this::noise);

  BrokenRequests(long seed) {
    random = new Random(seed);
  }

  byte[] next() {
    return pick(kinds).get();
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String valid() {
    return Requests.full().encode();
  }

  private byte[] truncated() {
    return utf8(valid().substring(0, random.nextInt(valid().length())));
  }

  private byte[] wronglyEncoded() {
    return random.nextInt(4) == 0 ? utf8("\uFEFF" + valid()) : valid().getBytes(pick(CHARSETS));
  }

  private byte[] withBadBytes() {
    return spliced(pick(BAD_BYTES).getBytes(StandardCharsets.ISO_8859_1));
  }

  private byte[] withControlCharacter() {
    // Never a blank outside of strings: it has to be wrong wherever it lands.
    return spliced(new byte[] {(byte) random.nextInt(9)});
  }

  private byte[] spliced(byte[] piece) {
    var body = utf8(valid());
    var at = random.nextInt(body.length - 1) + 1;
    var out = new ByteArrayOutputStream();
    out.write(body, 0, at);
    out.writeBytes(piece);
    out.write(body, at, body.length - at);
    return out.toByteArray();
  }

  private byte[] withoutField() {
    var json = Requests.full();
    json.remove(pick(REQUIRED));
    return Requests.bytes(json);
  }

  private byte[] wronglyTyped() {
    return Requests.bytes(Requests.full().put(pick(REQUIRED), pick(ODD_VALUES)));
  }

  private byte[] tooLong() {
    var field = pick(List.of("email", "task", "nonce", "brief", "evaluation_url"));
    var prefix = field.equals("evaluation_url") ? "http://e.example/" : "a@";
    var text = prefix + "\u00e9".repeat(100_001 + random.nextInt(1_000));
    return Requests.bytes(Requests.full().put(field, text));
  }

  private byte[] tooMany() {
    var many = new JsonArray();
    var checks = random.nextBoolean();
    for (int i = 0; i < 201 + random.nextInt(100); i++) {
      many.add(checks ? "x" : new JsonObject().put("name", "f" + i).put("url", "data:,x"));
    }
    return Requests.bytes(Requests.full().put(checks ? "checks" : "attachments", many));
  }

  private byte[] deeplyNested() {
    var depth = 64 + random.nextInt(random.nextBoolean() ? 10 : 100_000);
    var closed = random.nextBoolean() ? "]".repeat(depth) : "";
    return utf8("{\"x\":" + "[".repeat(depth) + closed + "," + valid().substring(1));
  }

  private byte[] withDuplicate() {
    var name = pick(REQUIRED);
    var spelled =
        random.nextBoolean()
            ? name
            : "\\u00" + Integer.toHexString(name.charAt(0)) + name.substring(1);
    return utf8("{\"" + spelled + "\":null," + valid().substring(1));
  }

  private byte[] withHalfAPair() {
    var half = "\"\\ud8" + (10 + random.nextInt(90)) + "\"";
    var member = random.nextBoolean() ? "\"x\":[" + half + "]" : half + ":1";
    return utf8("{" + member + "," + valid().substring(1));
  }

  private byte[] withBadUrl() {
    return Requests.bytes(Requests.full().put("evaluation_url", pick(URLS)));
  }

  private byte[] withBadAttachment() {
    var name = random.nextBoolean() ? pick(NAMES) : "fine";
    var url = name.equals("fine") ? pick(DATA) : "data:,x";
    return attached(new JsonObject().put("name", name).put("url", url));
  }

  private byte[] attached(Object attachment) {
    return Requests.bytes(Requests.full().put("attachments", new JsonArray().add(attachment)));
  }

  private byte[] withBadCheck() {
    var check =
        pick(
            List.of(
                "",
                "js:",
                1,
                true,
                new JsonObject(),
                new JsonArray(),
                new JsonObject().put("js", 1),
                new JsonObject().put("js", "x").put("url", "//e.example"),
                new JsonObject().put("js", "x").put("url", "../" + random.nextInt())));
    return Requests.bytes(Requests.full().put("checks", new JsonArray().add("ok").add(check)));
  }

  private byte[] withBadRound() {
    var round =
        pick(List.of("1.0", "1e0", "0", "-1", "1001", "\"1\"", "01", "+1", "1".repeat(9_999)));
    return utf8(valid().replace("\"round\":1,", "\"round\":" + round + ","));
  }

  private byte[] withWrongSecret() {
    var secret =
        pick(List.of("", "x", Requests.SECRET.reveal() + " ", Requests.READ_TOKEN.reveal()));
    return Requests.bytes(Requests.full().put("secret", secret));
  }

  private byte[] withTrailer() {
    return utf8(valid() + pick(List.of("x", "{}", "]", "\u0000", "null", "\uFEFF", ",")));
  }

  private byte[] noise() {
    var noise = new byte[random.nextInt(2_000)];
    random.nextBytes(noise);
    return noise;
  }
}
