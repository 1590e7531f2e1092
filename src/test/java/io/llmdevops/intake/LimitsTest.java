package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Time and size, with clients that do not play by the rules. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class LimitsTest {

  private static final int BODY_BYTES = 100_000;
  private static final int ALL_BYTES = 150_000;
  private static final Duration SHORT = Duration.ofMillis(250);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration DRIP = Duration.ofMillis(50);

  private final RealStore store = new RealStore();

  /** Impatient about headers and bodies, patient with connections at rest. */
  private final RunningIntake intake =
      new RunningIntake(store.door, new Limits(SHORT, LONG, SHORT, SHORT, BODY_BYTES, ALL_BYTES));

  @BeforeEach
  void openStore(@TempDir Path dataDir) throws SQLException {
    store.open(intake.vertx, dataDir);
  }

  @AfterEach
  void closeStore() throws SQLException {
    store.close();
  }

  @AfterAll
  void stop() {
    intake.close();
  }

  private RawConnection connect() throws IOException {
    return new RawConnection(intake.port);
  }

  private static String valid() {
    return Requests.full().encode();
  }

  @Test
  void closesAConnectionThatSaysNothing() throws IOException {
    try (var connection = connect()) {
      connection.awaitClose();
    }
  }

  @Test
  void closesAConnectionWhoseHeadersDripIn() throws IOException {
    try (var connection = connect()) {
      connection.send("GET /health/live HTTP/1.1\r\nHost: x\r\n").dripUntilClosed("a: b\r\n", DRIP);
    }
  }

  @Test
  void closesAKeptConnectionWhoseNextHeadersDripIn() throws IOException {
    try (var connection = connect()) {
      connection.send(RawConnection.head(valid().length())).send(valid());
      assertThat(connection.answer()).startsWith("HTTP/1.1 200");
      connection.send("GET /health/live HTTP/1.1\r\n").dripUntilClosed("a: b\r\n", DRIP);
    }
  }

  @Test
  void closesAConnectionThatRestsForTooLong() throws IOException {
    var restless = new Limits(LONG, SHORT, LONG, LONG, BODY_BYTES, ALL_BYTES);
    try (var other = new RunningIntake(store.door, restless);
        var connection = new RawConnection(other.port)) {
      connection.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(connection.answer()).startsWith("HTTP/1.1 200");
      connection.awaitClose();
    }
  }

  @Test
  void neverCutsAnAnswerThatIsBeingWorkedOn() throws IOException {
    store.openDoorAfter(later(SHORT.multipliedBy(4)));
    try (var connection = connect()) {
      connection.send(RawConnection.head(valid().length())).send(valid());
      // A second request behind it, whose headers are in before the first is answered.
      connection.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(connection.answer()).startsWith("HTTP/1.1 200").contains("accepted");
      assertThat(connection.answer()).startsWith("HTTP/1.1 200").contains("live");
    }
  }

  private Future<Void> later(Duration after) {
    Promise<Void> promise = Promise.promise();
    intake.vertx.setTimer(after.toMillis(), now -> promise.complete());
    return promise.future();
  }

  @Test
  void givesUpOnABodyThatDripsIn() throws IOException {
    try (var connection = connect()) {
      connection.send(RawConnection.head(1_000)).send("{");
      assertThat(connection.answer()).startsWith("HTTP/1.1 408").contains("connection: close");
      connection.dripUntilClosed(" ", DRIP);
    }
    awaitReleased();
  }

  @Test
  void refusesATooLargeBodyBeforeItIsRead() throws IOException {
    try (var connection = connect()) {
      connection.send(RawConnection.head(BODY_BYTES + 1));
      assertThat(connection.answer()).startsWith("HTTP/1.1 413").contains("connection: close");
      connection.awaitClose();
    }
  }

  @Test
  void refusesATooLargeBodyInChunks() throws IOException {
    try (var connection = connect()) {
      connection.send(RawConnection.head(-1));
      for (int sent = 0; sent <= BODY_BYTES; sent += 10_000) {
        connection.send("2710\r\n" + " ".repeat(10_000) + "\r\n");
      }
      assertThat(connection.answer()).startsWith("HTTP/1.1 413");
    }
    awaitReleased();
  }

  @Test
  void takesABodyOfExactlyTheLimit() throws IOException {
    var body = valid() + " ".repeat(BODY_BYTES - valid().length());
    try (var connection = connect()) {
      connection.send(RawConnection.head(body.length())).send(body);
      assertThat(connection.answer()).startsWith("HTTP/1.1 200");
      connection.send(RawConnection.head(-1));
      connection.send(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
      assertThat(connection.answer()).startsWith("HTTP/1.1 200");
    }
    awaitReleased();
  }

  @Test
  void refusesMoreThanAllBodiesTogetherMayTakeAndTakesThemAgainLater() throws IOException {
    var others = intake.resources.budget().share();
    assertThat(others.take(ALL_BYTES - 10)).isTrue();
    try (var known = connect();
        var chunked = connect()) {
      known.send(RawConnection.head(valid().length()));
      assertThat(known.answer()).startsWith("HTTP/1.1 503").contains("Retry-After: 5");
      chunked.send(RawConnection.head(-1)).send("b\r\n" + " ".repeat(11) + "\r\n");
      assertThat(chunked.answer()).startsWith("HTTP/1.1 503");
    }
    others.release();

    assertThat(intake.post(Requests.full()).statusCode()).isEqualTo(200);
    awaitReleased();
  }

  @Test
  void countsABodyUntilItIsAnswered() throws Exception {
    Promise<Void> commit = Promise.promise();
    store.openDoorAfter(commit.future());
    try (var connection = connect()) {
      connection.send(RawConnection.head(valid().length())).send(valid());
      intake.await(() -> intake.resources.budget().left() == ALL_BYTES - valid().length());
      commit.complete();
      assertThat(connection.answer()).startsWith("HTTP/1.1 200");
    }
    awaitReleased();
  }

  @Test
  void countsABodyThatIsWorkedOnAlsoWhereItsClientIsGone() throws Exception {
    Promise<Void> commit = Promise.promise();
    store.openDoorAfter(commit.future());
    try (var connection = connect()) {
      connection.send(RawConnection.head(valid().length())).send(valid());
      RunningIntake.await(store.asked());
    }
    RunningIntake.await(later(SHORT));
    assertThat(intake.resources.budget().left()).isEqualTo(ALL_BYTES - valid().length());
    commit.complete();
    awaitReleased();
  }

  @Test
  void takesBodiesBesideThoseThatAreAnnouncedAndDoNotCome() throws IOException {
    var patient = new Limits(LONG, LONG, LONG, SHORT, BODY_BYTES, ALL_BYTES);
    try (var other = new RunningIntake(store.door, patient);
        var one = new RawConnection(other.port);
        var two = new RawConnection(other.port)) {
      one.send(RawConnection.head(BODY_BYTES)).send("{");
      two.send(RawConnection.head(BODY_BYTES)).send("{");
      other.await(() -> other.resources.budget().left() == ALL_BYTES - 2);
      assertThat(other.post(Requests.full()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void forgetsTheBodyOfAClientThatGoesAway() throws Exception {
    try (var connection = connect()) {
      connection.send(RawConnection.head(90_000)).send(" ".repeat(50_000));
      intake.await(() -> intake.resources.budget().left() == ALL_BYTES - 50_000);
    }
    awaitReleased();
    assertThat(store.tasks()).isEmpty();
  }

  @Test
  void asksForABodyThatIsHeldBack() throws IOException {
    try (var connection = connect()) {
      connection.send(RawConnection.head(valid().length(), "Expect: 100-continue\r\n"));
      assertThat(connection.answer()).startsWith("HTTP/1.1 100");
      connection.send(valid());
      assertThat(connection.answer()).startsWith("HTTP/1.1 200");
      // And the connection is as good as before.
      connection.send(RawConnection.head(valid().length())).send(valid());
      assertThat(connection.answer()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void doesNotAskForABodyThatItWillNotTake() throws IOException {
    try (var connection = connect()) {
      connection.send(RawConnection.head(BODY_BYTES + 1, "Expect: 100-continue\r\n"));
      assertThat(connection.answer()).startsWith("HTTP/1.1 413");
    }
    try (var connection = connect()) {
      connection.send(RawConnection.head(10, "Expect: a-miracle\r\n"));
      assertThat(connection.answer()).startsWith("HTTP/1.1 417");
    }
  }

  @Test
  void keepsAConnectionAfterARefusalThatWasReadInFull() throws IOException {
    try (var connection = connect()) {
      connection.send(RawConnection.head(2)).send("[]");
      assertThat(connection.answer()).startsWith("HTTP/1.1 400").doesNotContain("close");
      connection.send(RawConnection.head(valid().length())).send(valid());
      assertThat(connection.answer()).startsWith("HTTP/1.1 200");
    }
  }

  private void awaitReleased() {
    intake.await(() -> intake.resources.budget().left() == ALL_BYTES);
  }
}
