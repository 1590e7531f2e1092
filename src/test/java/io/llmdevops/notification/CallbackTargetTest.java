package io.llmdevops.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTargetTest {

  @ParameterizedTest
  @CsvSource({
    "http://example.com, false, example.com, 80, /",
    "https://example.com, true, example.com, 443, /",
    "HTTPS://Example.com:8443/notify?a=b&c=%20d#part, true, Example.com, 8443, /notify?a=b&c=%20d",
    "http://example.com:/x, false, example.com, 80, /x",
    "http://example.com?x, false, example.com, 80, /?x",
    "http://my_service:9000/a, false, my_service, 9000, /a",
    "http://[2001:db8::1]:81/a, false, [2001:db8::1], 81, /a",
    "http://bücher.example/straße?q=ä, false, xn--bcher-kva.example, 80, /stra%C3%9Fe?q=%C3%A4",
    "http://example.com./, false, example.com., 80, /"
  })
  void takesAUrlApart(String url, boolean tls, String host, int port, String path) {
    assertThat(CallbackTarget.parse(url)).contains(new CallbackTarget(tls, host, port, path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "/notify",
        "ftp://example.com/",
        "http:///path",
        "http:opaque",
        "http://user:password@example.com/",
        "http://user@[::1]/",
        "http://example.com:99999/",
        "http://example.com:0/",
        "http://exa mple.com/",
        "http://[::1/"
      })
  void knowsWhatCannotBeCalled(String url) {
    assertThat(CallbackTarget.parse(url)).isEmpty();
  }

  @Test
  void namesTheServerAsTlsWantsIt() {
    assertThat(new CallbackTarget(true, "example.com.", 443, "/").serverName())
        .isEqualTo("example.com");
    assertThat(new CallbackTarget(true, "[2001:db8::1]", 443, "/").serverName())
        .isEqualTo("2001:db8::1");
  }
}
