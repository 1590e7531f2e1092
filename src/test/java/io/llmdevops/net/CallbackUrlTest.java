package io.llmdevops.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackUrlTest {

  private static final String NO_HOST =
      "its host must be a name, an IPv4 address in dotted decimal or an IPv6 address in brackets";

  @ParameterizedTest
  @CsvSource({
    "http://example.com, false, example.com, 80, /",
    "https://example.com, true, example.com, 443, /",
    "HTTPS://Example.com:8443/notify?a=b&c=%20d#part, true, Example.com, 8443, /notify?a=b&c=%20d",
    "http://example.com:/x, false, example.com, 80, /x",
    "http://example.com?x, false, example.com, 80, /?x",
    "http://my_service:9000/a, false, my_service, 9000, /a",
    "http://_service/x, false, _service, 80, /x",
    "http://-a.example/, false, -a.example, 80, /",
    "http://3com.example:65535/, false, 3com.example, 65535, /",
    "http://8.8.8.8:00081/x, false, 8.8.8.8, 81, /x",
    "http://[2001:db8::1]:81/a, false, [2001:db8::1], 81, /a",
    "http://bücher.example/straße?q=ä, false, xn--bcher-kva.example, 80, /stra%C3%9Fe?q=%C3%A4",
    "http://xn--bcher-kva.example/, false, xn--bcher-kva.example, 80, /",
    "http://example.com./, false, example.com., 80, /"
  })
  void takesAUrlApart(String url, boolean tls, String host, int port, String path) {
    assertThat(CallbackUrl.parse(url)).isEqualTo(new CallbackUrl(tls, host, port, path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "example.com",
        "/notify",
        "//example.com/x",
        "ftp://example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http:",
        "http:opaque",
        "http:/x",
        "http://",
        "http:///path",
        " http://example.com/",
        "http://example.com/\n",
        "http://example.com/a b",
        "http://exa mple.com/",
        "http://example.com\\@evil.example/",
        "http://[::1/",
        "http://[v1.a]/",
        "http://[]/",
        "http://[::1]x/"
      })
  void takesAbsoluteHttpUrlsOnly(String url) {
    refuses(url, "must be an absolute http or https URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:password@example.com/",
        "http://user@[::1]/",
        "http://@example.com/",
        "http://a@b@example.com/"
      })
  void takesNoCredentials(String url) {
    refuses(url, "must not carry credentials");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com:0/",
        "http://example.com:65536/",
        "http://example.com:99999/",
        "http://example.com:123456/",
        "http://example.com:-1/",
        "http://example.com:x/",
        "http://example.com:80:80/",
        "http://example.com:\u0668\u0660/",
        "http://::1/"
      })
  void takesPortsThatThereAre(String url) {
    refuses(url, "must name a host and, if any, a port from 1 to 65535");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://:80/x",
        "http://example..com/",
        "http://.example.com/",
        "http://exa%6dple.com/",
        "http://ex$ample.com/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.1./",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://\uff11\uff12\uff17.0.0.1/",
        "http://127\u30020\u30020\u30021/",
        "http://b\u00fccher..example/",
        "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/"
      })
  void takesHostsInOneSpellingOnly(String url) {
    refuses(url, NO_HOST);
  }

  @Test
  void boundsNames() {
    var label = "a".repeat(63);
    var longest = (label + ".").repeat(3) + "a".repeat(61);
    assertThat(CallbackUrl.parse("http://" + longest + "./").host()).hasSize(254);
    refuses("http://" + longest + "a./", NO_HOST);
    refuses("http://a" + label + "/", NO_HOST);
    refuses("http://\u00e4" + label + "/", NO_HOST);
  }

  @Test
  void cannotBeBuiltWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CallbackUrl(false, "127.1", 80, "/"))
        .withMessage(NO_HOST);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CallbackUrl(false, "example.com", 0, "/"));
  }

  @Test
  void namesTheServerAsTlsWantsIt() {
    assertThat(new CallbackUrl(true, "example.com.", 443, "/").serverName())
        .isEqualTo("example.com");
    assertThat(new CallbackUrl(true, "[2001:db8::1]", 443, "/").serverName())
        .isEqualTo("2001:db8::1");
  }

  private static void refuses(String url, String fault) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CallbackUrl.parse(url))
        .withMessage(fault);
  }
}
