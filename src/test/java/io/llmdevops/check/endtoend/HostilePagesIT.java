package io.llmdevops.check.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages that want to do harm, beside one that does not. */
@Timeout(180)
class HostilePagesIT {

  private static final String WHOLE_TIME = "The page comes to rest and keeps to itself";
  private static final int SECONDS_PER_VERSION = 10;

  /** Asks for each address in two ways, and writes into the page which of them it could reach. */
  private static final String EXPLORER =
      """
      <p id="reached"></p>
      <script>
      const reached = text => document.querySelector('#reached').textContent += text + ' ';
      const tries = ADDRESSES.flatMap(address => [
        // Whatever comes of it cannot be read.
        fetch('http://' + address + '/fetched', { mode: 'no-cors' }).catch(() => undefined),
        new Promise(done => {
          const socket = new WebSocket('ws://' + address + '/socket');
          socket.onopen = () => { reached(address); done(); };
          socket.onerror = done;
        })
      ]);
      Promise.all(tries).then(() => reached('end'));
      </script>
      """;

  private static final String ENDED = "document.querySelector('#reached').textContent === 'end '";

  /** Also stands where the engine says that its API can be reached. */
  private Canary canary;

  @TempDir Path folder;
  private Trial trial;

  @BeforeEach
  void start() throws Exception {
    canary = new Canary();
    var settings =
        new JsonObject()
            .put("public_url", "http://localhost:" + canary.port())
            .put("max_repairs", 0)
            .put("browser_version_ms", SECONDS_PER_VERSION * 1_000)
            .put("browser_memory_mb", 640);
    trial = new Trial(folder, settings, Trial.ALL_THAT_IS_INSTALLED).start();
  }

  @AfterEach
  void close() throws IOException {
    trial.close();
    canary.close();
  }

  private String explorer() {
    var engine = URI.create(trial.machine().url("/")).getPort();
    var addresses =
        Stream.of("127.0.0.1:", "localhost:", "[::1]:", "any.localhost:")
            .flatMap(host -> Stream.of(host + canary.port(), host + engine))
            .map(address -> "'" + address + "'")
            .toList();
    return EXPLORER.replace("ADDRESSES", addresses.toString());
  }

  private JsonObject task(String name, String script, String... checks) {
    var page = Written.page(name, explorer() + "<script>" + script + "</script>");
    trial.model().author(Trial.brief(name), question -> WritingModel.says(page));
    return trial.request(name, checks);
  }

  @Test
  void areEndedInTheirTimeReachNobodyAndHinderNobody() throws Exception {
    var requests = new LinkedHashMap<String, JsonObject>();
    requests.put("loop", task("loop", "while (true) {}", "js: true"));
    requests.put(
        "bomb",
        task(
            "bomb",
            "const held = [];\n"
                + "setInterval(() => held.push(new Uint8Array(16 << 20).fill(held.length)), 5);",
            "js: document.title === 'bomb'"));
    requests.put(
        "storm",
        task(
            "storm",
            "setInterval(() => { for (let i = 0; i < 100; i++) alert(i); }, 0);",
            "js: document.title === 'storm'"));
    requests.put(
        "good", task("good", "document.body.dataset.good = 'yes';", "js: " + ENDED, "js: true"));
    var ids = new LinkedHashMap<String, String>();
    for (var request : requests.entrySet()) {
      ids.put(request.getKey(), trial.machine().post(request.getValue()));
    }

    var good = trial.notified(ids.get("good"), requests.get("good"));
    assertThat(good.failures(1)).isEmpty();
    assertThat(good.verdict(1, ENDED)).isEqualTo("pass");
    assertThat(trial.text(good.pagesUrl())).contains("<h1>good</h1>");
    var hostile = hostile(ids, requests);
    assertThat(hostile)
        .allSatisfy(
            (name, report) -> {
              assertThat(timeOfCheck(report)).as(name).isLessThan(limit());
              assertThat(report.published()).as(name).containsExactly(1);
            });
    assertThat(hostile.get("loop").verdict(1, WHOLE_TIME)).isEqualTo("fail");
    assertThat(hostile.get("loop").verdict(1, "js: true")).isEqualTo("fail");
    assertThat(hostile.get("bomb").verdict(1, WHOLE_TIME)).isEqualTo("fail");
    assertThat(hostile.get("storm").verdict(1, WHOLE_TIME)).isIn("warn", "fail");
    assertThat(canary.visitors()).as("connections to the canary").isZero();

    var next = trial.notified(task("next", "", "js: " + ENDED));
    assertThat(next.failures(1)).isEmpty();
    assertThat(canary.visitors()).as("connections to the canary").isZero();
  }

  private Map<String, Report> hostile(Map<String, String> ids, Map<String, JsonObject> requests)
      throws Exception {
    var reports = new LinkedHashMap<String, Report>();
    for (var name : List.of("loop", "bomb", "storm")) {
      reports.put(name, trial.notified(ids.get(name), requests.get(name)));
    }
    return reports;
  }

  private static Duration timeOfCheck(Report report) {
    return Duration.between(report.at("generated"), report.at("checked"));
  }

  /**
   * With time for browsers that start at once on a machine with other work; it is a bound all the
   * same.
   */
  private static Duration limit() {
    return Duration.ofSeconds(5 * SECONDS_PER_VERSION);
  }
}
