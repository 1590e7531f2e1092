package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.NO_LIMIT;
import static io.llmdevops.store.StoreFixture.await;
import static io.llmdevops.store.StoreFixture.newTask;
import static io.llmdevops.store.StoreFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.SettableClock;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.Picture;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.Version;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PictureTest extends OnEachDatabase {

  private static final Picture FIRST = picture("image/png", "first");
  private static final Picture SECOND = picture("image/jpeg", "second");

  private TaskId id;
  private Claim claim;

  @BeforeEach
  void openWithATaskOfTwoVersions() throws SQLException {
    id = accept("pictured");
    claim = claim();
    record(new Fact.VersionWritten(version(1)), new Fact.VersionWritten(version(2)));
  }

  private TaskId accept(String task) {
    var fresh = newTask(request(task, 1));
    await(store.accept(fresh, NO_LIMIT));
    return fresh.id();
  }

  private Claim claim() {
    return await(store.claim(Set.of(TaskState.values()), 1)).get(0);
  }

  private void record(Fact... facts) {
    await(store.record(claim, List.of(facts)));
  }

  private void publish(int version) {
    record(
        new Fact.VersionChosen(version),
        new Fact.Pushed("http://x/r.git", "0".repeat(40), Optional.empty()));
  }

  private Optional<Picture> shown() {
    return await(store.picture(id));
  }

  private static Picture picture(String mediaType, String text) {
    return new Picture(mediaType, Content.utf8(text));
  }

  private static Version version(int number) {
    return new Version(number, "m", "", Optional.empty(), List.of(), List.of(), List.of());
  }

  @Test
  void thereIsNoneAtFirst() {
    assertThat(shown()).isEmpty();
  }

  @Test
  void anUnknownTaskHasNone() {
    record(new Fact.Pictured(1, FIRST));

    assertThat(await(store.picture(TaskId.random()))).isEmpty();
  }

  @Test
  void thatOfTheNewestVersionIsShownUntilOneIsPublished() {
    record(new Fact.Pictured(1, FIRST));
    assertThat(shown()).contains(FIRST);
    record(new Fact.Pictured(2, SECOND));
    assertThat(shown()).contains(SECOND);
  }

  @Test
  void thatOfThePublishedVersionIsShownBeforeThatOfANewerOne() {
    record(new Fact.Pictured(1, FIRST), new Fact.Pictured(2, SECOND));
    publish(1);

    assertThat(shown()).contains(FIRST);
  }

  @Test
  void ofTwoPublishedVersionsTheLaterIsShown() {
    record(new Fact.Pictured(1, FIRST), new Fact.Pictured(2, SECOND));
    publish(1);
    publish(2);

    assertThat(shown()).contains(SECOND);
  }

  @Test
  void anotherVersionsPictureIsNotShownForThePublishedOne() {
    record(new Fact.Pictured(1, FIRST));
    publish(2);

    assertThat(shown()).isEmpty();
  }

  @Test
  void aVersionThatIsLookedAtAgainHasTheLaterPicture() {
    record(new Fact.Pictured(1, FIRST));
    record(new Fact.Pictured(1, SECOND));

    assertThat(shown()).contains(SECOND);
  }

  @Test
  void eachTaskHasItsOwn() {
    record(new Fact.Pictured(1, FIRST));
    var other = accept("other");
    var another = claim();
    await(store.record(another, List.of(new Fact.VersionWritten(version(1)))));
    await(store.record(another, List.of(new Fact.Pictured(1, SECOND))));

    assertThat(shown()).contains(FIRST);
    assertThat(await(store.picture(other))).contains(SECOND);
  }

  @Test
  void aLargeOneIsKeptByteByByte() throws SQLException {
    var bytes = new byte[8 << 20];
    new Random(7).nextBytes(bytes);
    var large = new Picture("image/png", Content.of(bytes));
    record(new Fact.Pictured(1, large));
    store.close();
    store = database.open(vertx);

    assertThat(shown()).contains(large);
  }

  @Test
  void itGoesWithItsTask() {
    record(new Fact.Pictured(1, FIRST), new Fact.Pictured(2, SECOND));

    database.execute("delete from task where id = '" + id + "'");

    assertThat(database.query("select version from picture")).isEmpty();
    assertThat(shown()).isEmpty();
  }

  @Test
  void itIsFoundByKeysAloneHoweverManyTasksThereAre() throws SQLException {
    var query = Reading.PICTURE.replace("?", "'x'");
    if (kind == StoreKind.SQLITE) {
      assertThat(explained("explain query plan " + query, "detail"))
          .isNotEmpty()
          .noneMatch(step -> step.contains("SCAN"));
    } else {
      assertThat(explained("explain " + query, "QUERY PLAN"))
          .isNotEmpty()
          .noneMatch(step -> step.contains("Seq Scan"));
    }
  }

  private List<String> explained(String query, String column) throws SQLException {
    try (var session = new Session(database.connect(), new SqliteDialect(new SettableClock()))) {
      if (kind == StoreKind.POSTGRES) {
        // There are too few tasks for an index to be worth it.
        session.execute("set enable_seqscan = off");
      }
      return session.query(query, row -> row.getString(column));
    }
  }
}
