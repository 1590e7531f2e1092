package io.llmdevops.check.browser.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.browser.Sighting.Ran;
import io.llmdevops.check.browser.Sighting.Ran.End;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scripts are judged by what JavaScript calls true, whatever the page has made of its world. */
class TruthIT {

  @RegisterExtension static final Browsing browsing = new Browsing();

  @Test
  void judgesWhereEverythingIsThenable() throws Exception {
    assertThat(ends("Object.prototype.then = function () {}", "1 === 1", "1 === 2"))
        .containsExactly(End.TRUE, End.FALSE);
  }

  @Test
  void judgesWhereEverythingHasAValueAndAnError() throws Exception {
    var poison =
        "for (const name of 've') Object.defineProperty(Object.prototype, name,"
            + " { get() { return 1 }, set() { throw 2 } })";
    assertThat(ends(poison, "1 === 1", "1 === 2")).containsExactly(End.TRUE, End.FALSE);
  }

  @Test
  void isNotRunIntoTheLoopsOfAValue() throws Exception {
    var poison =
        "const loop = () => { for (;;); };"
            + "var value = { get a() { return loop() }, toString: loop, toJSON: loop };"
            + "var proxy = new Proxy({}, { ownKeys: loop, has: loop, getPrototypeOf: loop,"
            + " getOwnPropertyDescriptor: loop })";
    assertThat(ends(poison, "value", "[proxy]")).containsExactly(End.TRUE, End.TRUE);
  }

  @Test
  void takesTheOneObjectThatIsNotTrueForWhatItIs() throws Exception {
    assertThat(ends("", "document.all", "!document.all")).containsExactly(End.FALSE, End.TRUE);
  }

  @Test
  void findsWhatPagesCountOn() throws Exception {
    assertThat(ends("", "isSecureContext", "Notification.requestPermission().then(said => said)"))
        .containsExactly(End.TRUE, End.TRUE);
  }

  private static List<End> ends(String poison, String... scripts) throws Exception {
    var html = "<!doctype html><title>T</title><p>x<script>" + poison + "</script>";
    return browsing.look(Map.of("index.html", html), scripts).scripts().stream()
        .map(Ran::end)
        .toList();
  }
}
