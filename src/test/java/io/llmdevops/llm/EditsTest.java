package io.llmdevops.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.llm.Draft.Block;
import io.llmdevops.llm.Edits.NoMatchException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EditsTest {

  @Test
  void replacesWholeLines() throws NoMatchException {
    assertThat(apply("a\nb\nc\n", block("b", "x\ny"))).isEqualTo("a\nx\ny\nc\n");
    assertThat(apply("a\nb\nc\n", block("a\nb", "x"))).isEqualTo("x\nc\n");
    assertThat(apply("ab\nb\n", block("b", "x"))).isEqualTo("ab\nx\n");
  }

  @Test
  void appliesBlocksInOrder() throws NoMatchException {
    assertThat(apply("a\n", block("a", "b"), block("b", "c"))).isEqualTo("c\n");
  }

  @Test
  void removesLines() throws NoMatchException {
    var nothing = new Block(List.of("b"), List.of());
    assertThat(Edits.apply("a\nb\nc\n", List.of(nothing))).isEqualTo("a\nc\n");
  }

  @Test
  void keepsTheLackOfALastLineEnd() throws NoMatchException {
    assertThat(apply("a\nb", block("b", "x\ny"))).isEqualTo("a\nx\ny");
    assertThat(apply("a\r\nb", block("b", "x\ny"))).isEqualTo("a\r\nx\r\ny");
  }

  @Test
  void ignoresBlanksAndCarriageReturnsAtLineEndsIfNeedBe() throws NoMatchException {
    assertThat(apply("a  \r\nb\r\nc\r\n", block("a\nb ", "x\ny"))).isEqualTo("x\r\ny\r\nc\r\n");
    assertThat(apply("a \na\n", block("a", "x"))).isEqualTo("a \nx\n");
  }

  @Test
  void refusesWhatDoesNotMatchExactlyOnce() {
    assertThatThrownBy(() -> apply("a\n", block("b", "x"))).isInstanceOf(NoMatchException.class);
    assertThatThrownBy(() -> apply("a\na\n", block("a", "x")))
        .isInstanceOf(NoMatchException.class)
        .hasMessageContaining("more than once");
    assertThatThrownBy(() -> apply("a \na\t\n", block("a", "x")))
        .isInstanceOf(NoMatchException.class);
    assertThatThrownBy(() -> apply("a\na\na\n", block("a\na", "x")))
        .isInstanceOf(NoMatchException.class);
    assertThatThrownBy(() -> apply(" a\n", block("a", "x"))).isInstanceOf(NoMatchException.class);
  }

  @Test
  void findsLinesWhoseBeginningStandsThereSeveralTimes() throws NoMatchException {
    assertThat(apply("a\na\nb\na\na\na\nc\n", block("a\na\nc", "x"))).isEqualTo("a\na\nb\na\nx\n");
    assertThat(apply("a\nb\na\nb\na\nc\n", block("a\nb\na\nc", "x"))).isEqualTo("a\nb\nx\n");
  }

  @Test
  @Timeout(10)
  void findsItsWayAmongVeryManyEqualLines() throws NoMatchException {
    var many = "\n".repeat(400_000);
    var search = new ArrayList<>(Collections.nCopies(200_000, ""));
    search.add("end");

    var edited = Edits.apply(many + "end\n", List.of(new Block(search, List.of("x"))));

    assertThat(edited).isEqualTo("\n".repeat(200_000) + "x\n");
  }

  @Test
  void refusesAnEmptySearch() {
    assertThatThrownBy(() -> Edits.apply("a\n", List.of(new Block(List.of(), List.of("x")))))
        .isInstanceOf(NoMatchException.class);
    assertThatThrownBy(() -> Edits.apply("a\n", List.of())).isInstanceOf(NoMatchException.class);
  }

  private static Block block(String search, String replace) {
    return new Block(List.of(search.split("\n")), List.of(replace.split("\n")));
  }

  private static String apply(String text, Block... blocks) throws NoMatchException {
    return Edits.apply(text, List.of(blocks));
  }
}
