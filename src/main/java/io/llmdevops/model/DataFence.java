package io.llmdevops.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Data within a prompt, between lines that the data itself cannot hold.
 *
 * <pre>
 * BEGIN DATA 3f9a… {"kind":"brief","round":"1"}
 * the text, exactly
 * END DATA 3f9a…
 * </pre>
 *
 * The code follows from the blocks, so that the same prompt is the same text every time, and occurs
 * in none of them.
 */
public final class DataFence {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DIGITS = 16;

  /** JSON lets them stand, and yet some take them for the end of a line. */
  private static final Pattern LINE_ENDS = Pattern.compile("[\\u0085\\u2028\\u2029]");

  private static final Pattern BEGIN =
      Pattern.compile(
          "^BEGIN DATA ([0-9a-f]{16}) (\\{.*})$", Pattern.MULTILINE | Pattern.UNIX_LINES);

  private DataFence() {}

  /** The blocks as text, each line of the fence on its own; empty where there are none. */
  public static String write(List<DataBlock> blocks) {
    var headers = blocks.stream().map(DataFence::header).toList();
    var code = codeFor(blocks, headers);
    var result = new StringBuilder();
    for (var i = 0; i < blocks.size(); i++) {
      result.append("BEGIN DATA ").append(code).append(' ').append(headers.get(i)).append('\n');
      result.append(blocks.get(i).text()).append('\n');
      result.append("END DATA ").append(code).append('\n');
    }
    return result.toString();
  }

  /** The blocks that {@link #write} put into this text. */
  public static List<DataBlock> read(String text) {
    var result = new ArrayList<DataBlock>();
    var begin = BEGIN.matcher(text);
    var from = 0;
    var code = "";
    while (begin.find(from)) {
      code = code.isEmpty() ? begin.group(1) : code;
      var end = text.indexOf("\nEND DATA " + code + "\n", begin.end());
      if (!begin.group(1).equals(code) || end < 0) {
        break;
      }
      var body = end > begin.end() ? text.substring(begin.end() + 1, end) : "";
      result.add(block(begin.group(2), body));
      from = end + 1;
    }
    return result;
  }

  private static String header(DataBlock block) {
    var header = new LinkedHashMap<String, String>();
    header.put("kind", block.kind());
    header.putAll(block.sortedAbout());
    try {
      return LINE_ENDS
          .matcher(JSON.writeValueAsString(header))
          .replaceAll(end -> "\\\\u%04x".formatted((int) end.group().charAt(0)));
    } catch (JsonProcessingException stringsAlwaysWork) {
      throw new IllegalStateException(stringsAlwaysWork);
    }
  }

  private static DataBlock block(String header, String text) {
    try {
      var about = JSON.readValue(header, new TypeReference<LinkedHashMap<String, String>>() {});
      var kind = about.remove("kind");
      return new DataBlock(kind == null ? "" : kind, Map.copyOf(about), text);
    } catch (JsonProcessingException notOurs) {
      return new DataBlock("", Map.of(), text);
    }
  }

  private static String codeFor(List<DataBlock> blocks, List<String> headers) {
    var digest = sha256();
    headers.stream().limit(1).map(DataFence::bytes).forEach(digest::update);
    blocks.stream().limit(1).map(DataBlock::text).map(DataFence::bytes).forEach(digest::update);
    var hash = digest.digest();
    while (true) {
      var code = HexFormat.of().formatHex(hash).substring(0, DIGITS);
      if (blocks.stream().noneMatch(block -> block.text().contains(code))
          && headers.stream().noneMatch(header -> header.contains(code))) {
        return code;
      }
      // Whoever knows the brief can work out the first code, but none that depends on all.
      digest.update(hash);
      blocks.stream().map(DataBlock::text).map(DataFence::bytes).forEach(digest::update);
      headers.stream().map(DataFence::bytes).forEach(digest::update);
      hash = digest.digest();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
