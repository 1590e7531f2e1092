package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llmdevops.task.Content;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataUriTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data:,hello|text/plain|hello",
        "data:,|text/plain|''",
        "data:;base64,|text/plain|''",
        "DATA:Text/CSV;charset=UTF-8;BASE64,YSxi|text/csv|a,b",
        "data:text/csv;header=present; base64,YSxi|text/csv|a,b",
        "data:;charset=utf-8,a|text/plain|a",
        "data:application/vnd.a+json,{}|application/vnd.a+json|{}",
        "data:text/plain,a%20b+c%2Cd,e|text/plain|a b+c,d,e",
        "data:text/plain,h\u00e9llo%C3%A9|text/plain|h\u00e9llo\u00e9",
        "data:text/plain;base64,aGk|text/plain|hi",
        "data:text/plain;base64,aGk=|text/plain|hi",
        "data:text/plain;base64,a%47k%3D|text/plain|hi",
        "data:text/plain;base64,Pz8/Pj4+|text/plain|???>>>",
        "data:text/plain;base64,Pz8_Pj4-|text/plain|???>>>",
      })
  void reads(String uri, String mediaType, String text) {
    assertThat(DataUri.parse(uri)).isEqualTo(new DataUri(mediaType, Content.utf8(text)));
  }

  @Test
  void toleratesWhiteSpaceInsideBase64() {
    assertThat(DataUri.parse("data:;base64, a\r\n\tG\fk = ").content())
        .isEqualTo(Content.utf8("hi"));
  }

  @Test
  void keepsLineEndsOfWhatIsNotBase64() {
    assertThat(DataUri.parse("data:,a\nb").content()).isEqualTo(Content.utf8("a\nb"));
  }

  @Test
  void givesEveryByteBack() {
    var random = new Random(7);
    for (int size = 0; size < 200; size++) {
      var bytes = new byte[size];
      random.nextBytes(bytes);
      for (var encoder :
          new Base64.Encoder[] {
            Base64.getEncoder(),
            Base64.getEncoder().withoutPadding(),
            Base64.getUrlEncoder(),
            Base64.getUrlEncoder().withoutPadding(),
            Base64.getMimeEncoder()
          }) {
        var uri = "data:application/octet-stream;base64," + encoder.encodeToString(bytes);
        assertThat(DataUri.parse(uri).content()).isEqualTo(Content.of(bytes));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "http://example.com/a.csv",
        "data",
        "data:",
        "data:text/plain",
        "data:text/plain;base64",
        "data:base64,aGk=",
        "data:text,hi",
        "data:text/,hi",
        "data:a b/c,hi",
        "data:text/plain,100%",
        "data:text/plain,%4",
        "data:text/plain,%zz",
        "data:text/plain,%\uff14\uff11",
        "data:text/plain,a#b",
        "data:;base64,a",
        "data:;base64,aGk==",
        "data:;base64,aG=k",
        "data:;base64,aGk=aGk=",
        "data:;base64,====",
        "data:;base64,aG!k",
        "data:;base64,aG\u00e9k",
        "data:;base64,aG\u20ack",
        "data:;base64,%zz",
        " data:,x",
      })
  void refuses(String uri) {
    assertThatIllegalArgumentException().isThrownBy(() -> DataUri.parse(uri));
  }
}
