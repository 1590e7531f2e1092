package io.llmdevops.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.FileSystemXmlConfig;
import com.hazelcast.config.FileSystemYamlConfig;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A configuration of Hazelcast that an operator has written.
 *
 * @param file XML by its ending, else YAML
 */
record OwnConfiguration(Path file) {

  /** As Hazelcast 5.3 has it in a text: of its schema, of YAML, of XML. */
  private static final Pattern PLACE =
      Pattern.compile(
          "(?<=instance location: )#/\\S+|line \\d+, column \\d+"
              + "|lineNumber: \\d+; columnNumber: \\d+");

  /**
   * Blocks.
   *
   * @throws CannotJoinException where Hazelcast cannot use it; tells where the fault is, and has no
   *     cause: those quote the lines around it, where passwords are
   */
  Config read() {
    try {
      return file.toString().endsWith(".xml")
          ? new FileSystemXmlConfig(file.toFile())
          : new FileSystemYamlConfig(file.toFile());
    } catch (FileNotFoundException | RuntimeException broken) {
      throw new CannotJoinException(
          "CLUSTER_CONFIG: Hazelcast cannot use " + file + ": " + what(broken) + places(broken),
          null);
    }
  }

  private static String what(Exception broken) {
    return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
  }

  private static String places(Throwable broken) {
    var places =
        Stream.iterate(broken, each -> each != null, Throwable::getCause)
            .flatMap(each -> PLACE.matcher(each.toString()).results())
            .map(MatchResult::group)
            .distinct()
            .collect(Collectors.joining(", "));
    return places.isEmpty() ? "" : " (" + places + ")";
  }
}
