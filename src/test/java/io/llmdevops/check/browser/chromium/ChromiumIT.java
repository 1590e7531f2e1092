package io.llmdevops.check.browser.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.browser.Sighting.Ran.End;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an ordinary page looks like from outside. */
class ChromiumIT {

  @RegisterExtension static final Browsing browsing = new Browsing();

  @Test
  void seesAPageAndRunsItsChecks() throws Exception {
    var page =
        browsing.look(
            Map.of("index.html", "<!doctype html><title>Hello</title><h1>World</h1>"),
            "document.title === 'Hello'",
            "document.querySelector('h1').textContent");
    assertThat(page.status()).contains(200);
    assertThat(page.blank()).isFalse();
    assertThat(page.incidents()).isEmpty();
    assertThat(page.scripts()).extracting(ran -> ran.end()).containsExactly(End.TRUE, End.TRUE);
    assertThat(page.scripts().get(1).told()).isEqualTo("\"World\"");
    var view = page.view().orElseThrow();
    assertThat(view.title()).isEqualTo("Hello");
    assertThat(view.text()).isEqualTo("World");
    assertThat(view.dom()).contains("<h1>World</h1>");
    assertThat(view.picture().orElseThrow().mediaType()).isEqualTo("image/png");
  }
}
