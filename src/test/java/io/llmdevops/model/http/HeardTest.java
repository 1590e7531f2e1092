package io.llmdevops.model.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;

class HeardTest {

  @Test
  void takesFiguresOfTokensThatThereCanBe() {
    assertThat(Heard.count(LongNode.valueOf(1_234))).isEqualTo(1_234);
    assertThat(Heard.count(LongNode.valueOf(-1))).isZero();
    assertThat(Heard.count(LongNode.valueOf(Long.MAX_VALUE))).isZero();
    assertThat(Heard.count(TextNode.valueOf("many"))).isZero();
  }
}
