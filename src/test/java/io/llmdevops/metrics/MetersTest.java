package io.llmdevops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.Census;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.WebClient;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MetersTest {

  private final Vertx vertx = Vertx.vertx();
  private final Meters meters = Meters.of(vertx);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Exposition seen() {
    return Exposition.of(vertx);
  }

  @Test
  void everyVertxHasItsOwn() {
    var other = Vertx.vertx();
    try {
      assertThat(Meters.of(vertx)).isSameAs(meters).isNotSameAs(Meters.of(other));
      Meters.of(other).counter("engine.some", "Some");
      meters.counter("engine.some", "Some").increment();
      assertThat(seen().sum("engine_some_total")).isEqualTo(1);
      assertThat(Exposition.of(other).sum("engine_some_total")).isZero();
    } finally {
      other.close().await();
    }
  }

  @Test
  void severalKeepALevelTogether() {
    meters.level("engine.level", "Some", "of", "one").addAndGet(2);
    meters.level("engine.level", "Some", "of", "one").decrementAndGet();
    meters.level("engine.level", "Some", "of", "another").addAndGet(5);
    assertThat(seen().sum("engine_level", "of", "one")).isEqualTo(1);
    assertThat(seen().sum("engine_level", "of", "another")).isEqualTo(5);
  }

  @Test
  void asksWhoeverSaidLastHowToLookItUp() {
    meters.gauge("engine.gauge", "Some", () -> 1);
    meters.gauge("engine.gauge", "Some", () -> 2.5);
    assertThat(seen().sum("engine_gauge")).isEqualTo(2.5);
  }

  @Test
  void writesDownWhateverALabelHolds() {
    meters.counter("engine.odd", "With \"quotes\",\n\\ and lines", "of", "a\"b\\c\nd").increment();
    assertThat(seen().sum("engine_odd_total", "of", "a\\\"b\\\\c\\nd")).isEqualTo(1);
    Exposition.ofOpenMetrics(meters.scrape(Format.OPEN_METRICS));
  }

  @Test
  void countsMessagesByAddressAndWaysButNotByThoseThatAreMadeUp() {
    var bus = new BusMeters(meters);
    bus.messageSent("a", false, true, false);
    bus.messageSent("a", true, true, true);
    bus.messageReceived("a", false, false, 1);
    bus.messageWritten("a", 100);
    bus.messageRead("a", 50);
    var line = bus.handlerRegistered("a");
    bus.scheduleMessage(line, true);
    bus.scheduleMessage(line, true);
    bus.scheduleMessage(line, true);
    bus.messageDelivered(line, true);
    bus.discardMessage(line, true, null);
    for (var i = 0; i < 500; i++) {
      bus.messageSent("__vertx.reply." + i, false, true, false);
      bus.messageSent("made-up-" + i, false, true, false);
    }

    assertThat(seen().sum("engine_bus_sent_total", "address", "a", "to", "local")).isEqualTo(2);
    assertThat(seen().sum("engine_bus_sent_total", "address", "a", "to", "remote")).isEqualTo(1);
    assertThat(seen().sum("engine_bus_received_total", "address", "a", "from", "remote"))
        .isEqualTo(1);
    assertThat(seen().sum("engine_bus_written_bytes_total", "address", "a")).isEqualTo(100);
    assertThat(seen().sum("engine_bus_read_bytes_total", "address", "a")).isEqualTo(50);
    assertThat(seen().sum("engine_bus_pending", "address", "a")).isEqualTo(1);
    assertThat(seen().sum("engine_bus_discarded_total", "address", "a")).isEqualTo(1);
    assertThat(seen().sum("engine_bus_sent_total")).isEqualTo(1_003);
    assertThat(seen().samples().keySet())
        .filteredOn(series -> series.name().equals("engine_bus_pending"))
        .hasSizeLessThan(70);
  }

  @Test
  void whoeverScrapesNeedNotWaitForAStoreThatDoesNotAnswer() throws Exception {
    var router = Router.router(vertx);
    router
        .get("/")
        .handler(new MetricsHandler(vertx, () -> Promise.<Census.Count>promise().future()));
    var server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    var answer =
        WebClient.create(vertx)
            .getAbs("http://127.0.0.1:" + server.actualPort() + "/")
            .send()
            .await(10, TimeUnit.SECONDS);
    var seen = Exposition.ofText(answer.bodyAsString());
    assertThat(seen.sum("engine_tasks", "state", "live")).isNaN();
    assertThat(seen.sum("jvm_memory_used_bytes")).isPositive();
  }
}
