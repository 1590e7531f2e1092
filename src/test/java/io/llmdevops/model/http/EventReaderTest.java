package io.llmdevops.model.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  private static final String STREAM =
      "\uFEFFdata: one\n\n: comment\n\nevent: named\ndata:two\ndata: zwei ß 🌍\n\nid: 7\nretry: x\n"
          + "data\n\ndata:  three\n\n\nevent: without data\n\nnonsense\ndata: last\n\n";
  private static final List<ServerEvent> EVENTS =
      List.of(
          new ServerEvent("message", "one"),
          new ServerEvent("named", "two\nzwei ß 🌍"),
          new ServerEvent("message", ""),
          new ServerEvent("message", " three"),
          new ServerEvent("message", "last"));

  private final List<ServerEvent> events = new ArrayList<>();
  private final EventReader reader = new EventReader(events::add);

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void readsTheSameHoweverTheBytesAreCut(String lineEnd) {
    var bytes = Buffer.buffer(STREAM.replace("\n", lineEnd));
    for (var first = 0; first <= bytes.length(); first++) {
      for (var second = first; second <= bytes.length(); second += 7) {
        assertThat(read(bytes, first, second)).isEqualTo(EVENTS);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void readsByteByByte(String lineEnd) {
    for (var each : Buffer.buffer(STREAM.replace("\n", lineEnd)).getBytes()) {
      reader.read(Buffer.buffer(new byte[] {each}));
    }

    assertThat(events).isEqualTo(EVENTS);
  }

  @Test
  void handsAnEventOverAtItsLastLineEnd() {
    reader.read(Buffer.buffer("data: a\r\n\r"));

    assertThat(events).containsExactly(new ServerEvent("message", "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: a", "data: a\n", "data: a\r\n", "data: a\n\n"})
  void takesALastEventWithoutItsLineEnds(String stream) {
    reader.read(Buffer.buffer(stream));
    reader.end();

    assertThat(events).containsExactly(new ServerEvent("message", "a"));
  }

  @Test
  void putsAReplacementForWhatIsNotUtf8() {
    reader.read(Buffer.buffer(new byte[] {'d', 'a', 't', 'a', ':', (byte) 0xC3, '\n', '\n'}));

    assertThat(events).containsExactly(new ServerEvent("message", "\uFFFD"));
  }

  @Test
  void boundsALineThatNeverEnds() {
    var piece = Buffer.buffer("data: " + "x".repeat(1 << 20));

    assertThatThrownBy(() -> readOften(piece, 5)).hasMessageContaining("more than 2 MiB");
  }

  @Test
  void boundsAnEventOfManyLines() {
    var piece = Buffer.buffer(("data: " + "x".repeat(100) + "\n").repeat(10_000));

    assertThatThrownBy(() -> readOften(piece, 5)).hasMessageContaining("more than 2 MiB");
  }

  @Test
  void countsNoComments() {
    reader.read(Buffer.buffer("data: a\n:"));
    readOften(Buffer.buffer("x".repeat(1 << 20)), 5);
    readOften(Buffer.buffer("\n" + ": a comment\n".repeat(100_000)), 5);
    reader.read(Buffer.buffer("\n"));

    assertThat(events).containsExactly(new ServerEvent("message", "a"));
  }

  @Test
  void boundsEachEventAndNotAllOfThem() {
    readOften(Buffer.buffer("data: " + "x".repeat(1 << 20) + "\n\n"), 5);

    assertThat(events).hasSize(5);
  }

  private void readOften(Buffer piece, int times) {
    for (var time = 0; time < times; time++) {
      reader.read(piece);
    }
  }

  private static List<ServerEvent> read(Buffer bytes, int first, int second) {
    var result = new ArrayList<ServerEvent>();
    var reader = new EventReader(result::add);
    reader.read(bytes.getBuffer(0, first));
    reader.read(bytes.getBuffer(first, second));
    reader.read(bytes.getBuffer(second, bytes.length()));
    return result;
  }
}
