package io.llmdevops.github.rest;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.SettableClock;
import io.llmdevops.metrics.Exposition;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ApiMetersTest {

  private final SettableClock clock = new SettableClock();
  @TempDir Path dataDir;
  private RestFixture fixture;

  @BeforeEach
  void open() throws SQLException {
    fixture = new RestFixture(dataDir, clock);
  }

  @AfterEach
  void close() throws SQLException {
    fixture.close();
  }

  private double seen(String name, String... labels) {
    return Exposition.of(fixture.vertx).sum(name, labels);
  }

  private void answer(int status, String remaining, String resource) {
    var headers =
        Map.of(
            "x-ratelimit-limit",
            "5000",
            "x-ratelimit-remaining",
            remaining,
            "x-ratelimit-reset",
            "1800000000",
            "x-ratelimit-resource",
            resource);
    fixture.api.then(status, headers, "{}");
  }

  @Test
  void showsWhatGithubLeavesByItsOwnWord() {
    assertThat(seen("engine_github_limit_remaining")).isNaN();
    answer(200, "4321", "core");
    answer(404, "7", "search");
    await(fixture.client.get("/1"));
    await(fixture.client.get("/2"));

    assertThat(seen("engine_github_limit")).isEqualTo(5_000);
    assertThat(seen("engine_github_limit_remaining")).isEqualTo(4_321);
    assertThat(seen("engine_github_limit_reset_timestamp_seconds")).isEqualTo(1_800_000_000);
    assertThat(seen("engine_github_request_seconds_count", "kind", "read", "status", "2xx"))
        .isEqualTo(1);
    assertThat(seen("engine_github_request_seconds_count", "kind", "read", "status", "4xx"))
        .isEqualTo(1);
    assertThat(seen("engine_github_closed_seconds")).isZero();
  }

  @Test
  void showsForHowLongNothingMayBeAskedAndCountsNoRequestThatIsNotMade() {
    fixture.api.then(429, Map.of("Retry-After", "120"), "{}");
    RestFixture.heldUp(fixture.client.get("/1"));
    RestFixture.heldUp(fixture.client.get("/2"));

    assertThat(seen("engine_github_windows_closed_total")).isEqualTo(1);
    assertThat(seen("engine_github_closed_seconds")).isBetween(60.0, 120.0);
    assertThat(seen("engine_github_request_seconds_count")).isEqualTo(1);
  }
}
