package io.llmdevops.deployment;

import io.vertx.core.json.JsonArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The instructions of {@code Dockerfile}, lines that go on joined, comments left out. */
final class Image {

  private static final String GOES_ON = "\\\\\\n\\s*";

  private final List<String> lines =
      Recipes.text("Dockerfile")
          .replaceAll("(?m)^#.*\\n", "")
          .replaceAll(GOES_ON, "")
          .lines()
          .filter(line -> !line.isBlank())
          .toList();

  /** What follows each of these instructions, in all stages. */
  List<String> all(String instruction) {
    return of(lines.stream(), instruction);
  }

  /** What follows the last of these instructions, which counts. */
  String last(String instruction) {
    var all = all(instruction);
    return all.get(all.size() - 1);
  }

  private static List<String> of(Stream<String> lines, String instruction) {
    return lines
        .filter(line -> line.startsWith(instruction + " "))
        .map(line -> line.substring(instruction.length() + 1).strip())
        .toList();
  }

  /** A command in the form of a list, whatever flags stand before it. */
  List<String> command(String instruction) {
    var line = last(instruction);
    return new JsonArray(line.substring(line.indexOf('['))).stream().map(String::valueOf).toList();
  }

  Map<String, String> environment() {
    return all("ENV").stream()
        .flatMap(line -> Arrays.stream(line.split("\\s+")))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(p -> p[0], p -> p[1], (first, last) -> last, LinkedHashMap::new));
  }

  String user() {
    return last("USER").split(":")[0];
  }
}
