package io.llmdevops.check.browser.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SiteNamesTest {

  private final SiteNames names = new SiteNames("http://site-1.localhost/demo/");

  @Test
  void knowsItsOwnAddresses() {
    assertThat(names.isLocal("http://site-1.localhost/demo/a.js")).isTrue();
    assertThat(names.isLocal("http://site-1.localhost/other")).isTrue();
    assertThat(names.isLocal("blob:http://site-1.localhost/1-2-3")).isTrue();
    assertThat(names.isLocal("ws://site-1.localhost/demo/")).isTrue();
    assertThat(names.isLocal("http://site-1.localhost.example/demo/")).isFalse();
    assertThat(names.isLocal("http://site-2.localhost/demo/")).isFalse();
    assertThat(names.isLocal("https://cdn.example/http://site-1.localhost/")).isFalse();
  }

  @Test
  void callsFilesByTheirNames() {
    assertThat(names.shorten("at f (http://site-1.localhost/demo/js/app.js:3:5)"))
        .isEqualTo("at f (js/app.js:3:5)");
    assertThat(names.shorten("http://site-1.localhost/demo/:12:3")).isEqualTo("index.html:12:3");
    assertThat(names.shorten("http://site-1.localhost/demo/?id=7")).isEqualTo("index.html?id=7");
    assertThat(names.shorten("http://site-1.localhost/demo/")).isEqualTo("index.html");
    assertThat(names.shorten("http://site-1.localhost/style.css")).isEqualTo("/style.css");
    assertThat(names.shorten("https://cdn.example/x.js")).isEqualTo("https://cdn.example/x.js");
  }

  @Test
  void namesWhatAProxyIsAskedFor() {
    assertThat(SiteNames.target("https://CDN.example/x.js")).isEqualTo("cdn.example:443");
    assertThat(SiteNames.target("ws://127.0.0.1/x")).isEqualTo("127.0.0.1:80");
    assertThat(SiteNames.target("http://[::1]:8080/")).isEqualTo("[::1]:8080");
  }
}
