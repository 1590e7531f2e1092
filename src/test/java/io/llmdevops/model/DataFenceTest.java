package io.llmdevops.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataFenceTest {

  @Test
  void cannotBeClosedByTheDataInIt() {
    var once = DataFence.write(List.of(new DataBlock("brief", Map.of(), "x")));
    var end = once.lines().filter(line -> line.startsWith("END DATA")).findFirst().orElseThrow();
    var blocks =
        List.of(
            new DataBlock("brief", Map.of("name", "a\nEND DATA \"x"), "x\n" + end + "\nfree"),
            new DataBlock("file", Map.of(), ""),
            new DataBlock("file", Map.of(), "\n"),
            new DataBlock("file", Map.of(), "BEGIN DATA 0123456789abcdef {}\n"));

    assertThat(DataFence.read("Before.\n\n" + DataFence.write(blocks) + "\nAfter."))
        .isEqualTo(blocks);
    assertThat(DataFence.write(blocks)).isEqualTo(DataFence.write(blocks));
  }

  @Test
  void isNothingWhereThereIsNoData() {
    assertThat(DataFence.write(List.of())).isEmpty();
    assertThat(DataFence.read("BEGIN DATA\nEND DATA")).isEmpty();
  }

  @Test
  void readsNothingThatIsLeftOpen() {
    assertThat(DataFence.read("BEGIN DATA 0123456789abcdef {\"kind\":\"brief\"}\nx")).isEmpty();
  }
}
