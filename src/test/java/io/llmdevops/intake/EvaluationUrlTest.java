package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.llmdevops.net.AddressGuard;
import io.llmdevops.net.CallbackUrl;
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
        "HTTPS://Example.COM:8443/a/b?c=d&e=%20#f",
        "http://my_service.example.com/x",
        "http://xn--bcher-kva.example/",
        "http://8.8.8.8/x",
        "http://[2606:4700:4700::1111]:8080/x",
      })
  void takesWhatCanBeCalled(String url) {
    assertThat(strict.fault(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/notify",
        "ftp://example.com/",
        "http://user:pass@example.com/",
        "http://example.com:0/",
        "http://example..com/",
        "http://2130706433/",
        "http://127.1/",
        "http://[fe80::1%25eth0]/",
      })
  void saysWhatIsWrongWhateverIsAllowed(String url) {
    var fault = catchThrowable(() -> CallbackUrl.parse(url)).getMessage();
    assertThat(strict.fault(url)).contains(fault);
    assertThat(lenient.fault(url)).contains(fault);
    assertThat(fault).doesNotContain(SETTING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://b\u00fccher.example/",
        "http://example.com/\u00e9",
        "http://example.com/a b",
        " http://example.com/",
        "http://example.com/\n",
      })
  void takesAsciiOnly(String url) {
    assertThat(lenient.fault(url)).hasValueSatisfying(f -> assertThat(f).contains("ASCII"));
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
