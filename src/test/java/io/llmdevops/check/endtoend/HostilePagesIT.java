package io.llmdevops.check.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

  /** Asks for each address in two ways, and writes into the page what came of it. */
  private static final String EXPLORER =
      """
      <p id="reached"></p>
      <script>
      const reached = text => document.querySelector('#reached').textContent += text + ' ';
      const tries = ADDRESSES.flatMap(address => [
        fetch('http://' + address + '/fetched', { mode: 'no-cors' })
          .then(() => reached('fetched:' + address), () => undefined),
        new Promise(done => {
          const socket = new WebSocket('ws://' + address + '/socket');
          socket.onopen = () => { reached('opened:' + address); done(); };
          socket.onerror = done;
        })
      ]);
      Promise.all(tries).then(() => reached('end'));
      </script>
      """;

  private static final String ENDED = "document.querySelector('#reached').textContent === 'end '";

  private final AtomicInteger visitors = new AtomicInteger();
  @TempDir Path folder;
  private Trial trial;
  private NetServer canary;

  @BeforeEach
  void start() throws Exception {
    var settings =
        new JsonObject()
            .put("max_repairs", 0)
            .put("browser_version_ms", SECONDS_PER_VERSION * 1_000)
            .put("browser_memory_mb", 640);
    trial = new Trial(folder, settings, Trial.ALL_THAT_IS_INSTALLED).start();
    canary =
        trial
            .vertx()
            .createNetServer()
            .connectHandler(
                visitor -> {
                  visitors.incrementAndGet();
                  visitor.close();
                })
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() {
    trial.close();
  }

  private String explorer() {
    var engine = trial.machine().url("").replace("http://127.0.0.1", "");
    var addresses =
        List.of(
            "'127.0.0.1:" + canary.actualPort() + "'",
            "'localhost:" + canary.actualPort() + "'",
            "'127.0.0.1" + engine + "'",
            "'localhost" + engine + "'");
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
    assertThat(visitors).as("connections to the canary").hasValue(0);

    var next = trial.notified(task("next", "", "js: " + ENDED));
    assertThat(next.failures(1)).isEmpty();
    assertThat(visitors).as("connections to the canary").hasValue(0);
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

  /** With time for the start of a browser, and to end it. */
  private static Duration limit() {
    return Duration.ofSeconds(2 * SECONDS_PER_VERSION);
  }
}
