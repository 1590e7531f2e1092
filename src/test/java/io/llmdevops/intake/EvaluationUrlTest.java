package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.net.AddressGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationUrlTest {

  private static final String SETTING = "NOTIFY_ALLOW_PRIVATE";

  private final EvaluationUrl strict = new EvaluationUrl(new AddressGuard(false));
  private final EvaluationUrl lenient = new EvaluationUrl(new AddressGuard(true));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "http://example.com/",
        "HTTPS://Example.COM:8443/a/b?c=d&e=%20#f",
        "http://example.com:/x",
        "http://example.com.:80/x",
        "http://my_service.example.com/x",
        "http://_service/x",
        "http://xn--bcher-kva.example/",
        "http://8.8.8.8/x",
        "http://[2606:4700:4700::1111]:8080/x",
        "http://3com.example/x",
        "http://example.com?x",
        "http://-a.example/",
      })
  void takesAbsoluteHttpUrls(String url) {
    assertThat(strict.fault(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "/notify",
        "//example.com/x",
        "example.com/x",
        "http:",
        "http:x",
        "http:/x",
        "http://",
        "http:///x",
        "http://:80/x",
        "ftp://example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://user@example.com/",
        "http://user:pass@example.com/",
        "http://@example.com/",
        "http://example.com:0/",
        "http://example.com:65536/",
        "http://example.com:x/",
        "http://example.com:-1/",
        "http://example.com:80:80/",
        "http://example.com:123456/",
        "http://example..com/",
        "http://.example.com/",
        "http://exa%6dple.com/",
        "http://b\u00fccher.example/",
        "http://example.com/\u00e9",
        "http://example.com/a b",
        " http://example.com/",
        "http://example.com/\n",
        "http://example.com\\@evil.example/",
        "http://ex$ample.com/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.1./",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://[::1/",
        "http://::1/",
        "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://[v1.a]/",
        "http://[]/",
        "http://[::1]x/",
      })
  void refusesWhatIsNoneWhateverIsAllowed(String url) {
    assertThat(strict.fault(url)).isPresent();
    assertThat(lenient.fault(url)).isPresent();
    assertThat(lenient.fault(url).orElseThrow()).doesNotContain(SETTING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/x",
        "http://LOCALHOST.:80/x",
        "http://a.localhost/x",
        "http://127.0.0.1:9099/x",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/meta-data",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://[fd00::1]/",
      })
  void namesTheSettingThatAllowsPrivateAddresses(String url) {
    assertThat(strict.fault(url)).hasValueSatisfying(f -> assertThat(f).contains(SETTING));
    assertThat(lenient.fault(url)).isEmpty();
  }

  @Test
  void boundsTheLength() {
    var base = "http://example.com/";
    assertThat(strict.fault(base + "x".repeat(2_048 - base.length()))).isEmpty();
    assertThat(strict.fault(base + "x".repeat(2_049 - base.length()))).isPresent();
  }
}
