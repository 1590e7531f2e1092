package io.llmdevops.model.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmdevops.EngineProcess;
import io.llmdevops.TestEvaluator;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real browser makes of a page whose attachment was too large to be written into it. */
@Timeout(120)
class PageInBrowserIT {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final int ROWS = 4_000;

  private final Vertx vertx = Vertx.vertx();
  private final WebClient client = WebClient.create(vertx);
  @TempDir Path folder;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private static String csv() {
    var csv = new StringBuilder("name,amount\n");
    for (var i = 1; i <= ROWS; i++) {
      csv.append("\"<img src=x onerror=document.title='injected'> ").append(i).append("\",0.1\n");
    }
    return csv.toString();
  }

  private JsonObject request(String callback) throws Exception {
    var csv = Base64.getEncoder().encodeToString(csv().getBytes(StandardCharsets.UTF_8));
    return new JsonObject()
        .put("email", "student@example.com")
        .put("secret", Files.readString(folder.resolve("data/secret")).strip())
        .put("task", "large")
        .put("round", 1)
        .put("nonce", "n")
        .put("brief", "Show the amounts.")
        .put("evaluation_url", callback)
        .put(
            "attachments",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("name", "data.csv")
                        .put("url", "data:text/csv;base64," + csv)));
  }

  private Document rendered(String url) throws Exception {
    var dump = folder.resolve("dump.html").toFile();
    var browser =
        new ProcessBuilder(
                CHROMIUM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=10000",
                "--dump-dom",
                url)
            .redirectOutput(dump)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Jsoup.parse(dump);
  }

  @Test
  void theScriptShowsAllOfALargeTableWithExactTotalsAndNothingOfItAsMarkup() throws Exception {
    assumeTrue(Files.isExecutable(CHROMIUM), "no Chromium is installed");
    var evaluator = new TestEvaluator(vertx);
    var settings = EngineProcess.loopback();
    try (var engine = EngineProcess.start(folder, settings)) {
      engine.awaitLine("ready");
      client
          .postAbs("http://127.0.0.1:" + settings.getInteger("port") + "/task")
          .sendJsonObject(request(evaluator.url()))
          .await(20, TimeUnit.SECONDS);
      var page = rendered(evaluator.next().getString("pages_url"));

      assertThat(page.select("tbody tr")).hasSize(1_000);
      assertThat(page.select("tfoot").text()).contains("Total").contains("400.0");
      assertThat(page.text()).contains("The first 1000 of " + ROWS + " rows");
      assertThat(page.select("td img, th img")).isEmpty();
      assertThat(page.title()).doesNotContain("injected");
    }
  }
}
