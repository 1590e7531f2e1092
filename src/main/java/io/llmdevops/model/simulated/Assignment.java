package io.llmdevops.model.simulated;

import io.llmdevops.model.DataBlock;
import io.llmdevops.model.DataFence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a prompt says, as far as the simulated model can understand it: the marked data. */
record Assignment(List<DataBlock> blocks) {

  static final String UNKNOWN_ROUND = "1";

  static Assignment in(String prompt) {
    return new Assignment(DataFence.read(prompt));
  }

  String brief() {
    return of("brief").map(DataBlock::text).findFirst().orElse("");
  }

  String round() {
    return of("brief")
        .map(block -> block.about("round"))
        .filter(round -> round.matches("\\d{1,9}"))
        .findFirst()
        .orElse(UNKNOWN_ROUND);
  }

  List<String> checks() {
    return of("check").map(DataBlock::text).toList();
  }

  List<DataBlock> attachments() {
    return of("attachment").toList();
  }

  List<DataBlock> files() {
    return of("file").toList();
  }

  List<DataBlock> failedChecks() {
    return of("failed_check").toList();
  }

  List<DataBlock> failedEdits() {
    return of("failed_edit").toList();
  }

  boolean isRepair() {
    return of("failed_check").findAny().isPresent();
  }

  boolean hasFailed(String check) {
    return failedChecks().stream().anyMatch(block -> block.about("check").equals(check));
  }

  Optional<DataBlock> file(String path) {
    return of("file").filter(block -> block.about("path").equals(path)).findFirst();
  }

  boolean isAttached(String name) {
    return attachments().stream().anyMatch(block -> same(block.about("name"), name));
  }

  /** Nothing lies at this path, not even under another case. */
  boolean isFree(String path) {
    return !isAttached(path) && files().stream().noneMatch(file -> same(file.about("path"), path));
  }

  private Stream<DataBlock> of(String kind) {
    return blocks.stream().filter(block -> block.kind().equals(kind));
  }

  private static boolean same(String one, String other) {
    return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }
}
