package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.NO_LIMIT;
import static io.llmdevops.store.StoreFixture.await;
import static io.llmdevops.store.StoreFixture.newTask;
import static io.llmdevops.store.StoreFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.Acceptance;
import io.llmdevops.task.PastTasks;
import io.llmdevops.task.RepositoryKey;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlPastTasksTest extends OnEachDatabase {

  private static final Duration AGE = Duration.ofDays(30);

  private PastTasks past;
  private PastTasksFixture tasks;

  @BeforeEach
  void open() throws SQLException {
    past = store.pastTasks();
    tasks = new PastTasksFixture(store);
  }

  private int remove() {
    return await(past.remove(AGE, 100));
  }

  private boolean isThere(TaskId id) {
    return await(store.report(id)).isPresent();
  }

  @Test
  void removesWhatEndedLongAgoHoweverItEnded() {
    var failed = tasks.ended("a", TaskState.FAILED, 10);
    var notified = tasks.ended("b", TaskState.NOTIFIED, 10);
    var cancelled = tasks.ended("c", TaskState.CANCELLED, 10);
    clock.advance(AGE);
    assertThat(remove()).isZero();

    clock.advance(Duration.ofMillis(1));
    assertThat(remove()).isEqualTo(3);

    assertThat(Stream.of(failed, notified, cancelled)).noneMatch(this::isThere);
    assertThat(remove()).isZero();
  }

  @Test
  void keepsWhatHasNotEndedAndWhatIsToBeReportedOnceMore() {
    var unfinished = tasks.accepted("a", 10);
    clock.advance(Duration.ofSeconds(1));
    var again = newTask(request("b", 1));
    await(store.accept(again, NO_LIMIT));
    var claims = await(store.claim(Set.of(TaskState.ACCEPTED), 2));
    var claim = claims.get(1);
    for (var next :
        List.of(TaskState.GENERATED, TaskState.CHECKED, TaskState.PUBLISHED, TaskState.LIVE)) {
      await(store.advance(claim, next, "", List.of()));
      claim = tasks.claim(next);
    }
    await(store.advance(claim, TaskState.NOTIFIED, "", List.of()));
    clock.advance(AGE.plusDays(1));
    await(store.accept(again, NO_LIMIT));

    assertThat(remove()).isZero();
    var callback = tasks.claim(TaskState.NOTIFIED);
    assertThat(remove()).isZero();
    await(store.advance(callback, TaskState.NOTIFIED, "", List.of()));
    assertThat(remove()).isEqualTo(1);

    assertThat(isThere(unfinished)).isTrue();
    assertThat(isThere(again.id())).isFalse();
  }

  @Test
  void removesTheOldestFirstAndNoMoreThanAsked() {
    var ids = new ArrayList<TaskId>();
    for (var i = 0; i < 5; i++) {
      ids.add(tasks.ended("task " + i));
      clock.advance(Duration.ofSeconds(1));
    }
    clock.advance(AGE);

    assertThat(await(past.remove(AGE, 2))).isEqualTo(2);

    assertThat(ids.stream().map(this::isThere)).containsExactly(false, false, true, true, true);
  }

  @Test
  void severalNodesRemoveEachTaskOnce() throws SQLException {
    IntStream.range(0, 60).forEach(i -> tasks.ended("task " + i));
    clock.advance(AGE.plusDays(1));
    try (var other = database.open(vertx, "node-2")) {
      var removals =
          IntStream.range(0, 12)
              .mapToObj(i -> (i % 2 == 0 ? past : other.pastTasks()).remove(AGE, 10))
              .toList();
      await(Future.all(removals));

      assertThat(removals.stream().mapToInt(Future::result).sum()).isEqualTo(60);
    }
  }

  @Test
  void nothingThatBelongsToARemovedTaskIsLeft() throws SQLException {
    var kept = tasks.ended("kept");
    assertThat(rowsOfTasks()).doesNotContainValue(0);
    var one = rowsOfTasks();
    clock.advance(AGE.plusDays(1));
    assertThat(remove()).isEqualTo(1);
    assertThat(isThere(kept)).isFalse();
    assertThat(rowsOfTasks().values()).containsOnly(0);

    tasks.ended("past");
    clock.advance(AGE.plusDays(1));
    tasks.ended("present");
    assertThat(remove()).isEqualTo(1);

    assertThat(rowsOfTasks()).isEqualTo(one);
  }

  @Test
  void theBacklogCountsOnlyWhatIsUnfinished() {
    tasks.accepted("unfinished", 10);
    clock.advance(Duration.ofHours(1));
    tasks.accepted("other", 10);
    await(store.advance(tasks.claim(TaskState.ACCEPTED), TaskState.FAILED, "", List.of()));
    clock.advance(AGE.plusDays(1));

    assertThat(remove()).isEqualTo(1);

    var full = await(store.accept(newTask(request("one more", 1)), 1));
    assertThat(full).isEqualTo(new Acceptance.BacklogFull(1));
    var taken = await(store.accept(newTask(request("one more", 1)), 2));
    assertThat(taken).isInstanceOf(Acceptance.Accepted.class);
  }

  @Test
  void aRequestForARemovedTaskIsANewTask() {
    var old = tasks.ended("a");
    clock.advance(AGE.plusDays(1));
    remove();

    var again = tasks.accepted("a", 100);

    assertThat(again).isNotEqualTo(old);
    assertThat(isThere(again)).isTrue();
  }

  @Test
  void tellsWhichTasksAreUnknown() {
    var gone = tasks.ended("gone");
    clock.advance(AGE.plusDays(1));
    var known = tasks.accepted("known", 10);
    remove();
    var never = TaskId.random();

    assertThat(await(past.unknown(List.of(gone, known, never))))
        .containsExactlyInAnyOrder(gone, never);
    assertThat(await(past.unknown(List.of()))).isEmpty();
  }

  @Test
  void tellsWhichRepositoriesAreUnusedAlsoOfTasksThatHaveNotPublishedYet() {
    tasks.ended("gone");
    clock.advance(AGE.plusDays(1));
    tasks.accepted("known", 10);
    remove();
    var gone = new RepositoryKey("student@example.com", "gone").names();
    var known = new RepositoryKey("student@example.com", "known").names();
    var all = Stream.of(gone, known, List.of("not-ours")).flatMap(List::stream).toList();

    assertThat(await(past.unused(all))).containsExactlyInAnyOrderElementsOf(gone);
  }

  /** Else each removed task would cost a look at all rows of the others. */
  @Test
  void everyTableOfTasksGoesWithThemByWayOfAnIndex() throws SQLException {
    try (var connection = connect()) {
      var meta = connection.getMetaData();
      for (var table : tablesOfTasks(meta)) {
        try (var keys = meta.getImportedKeys(null, null, table)) {
          while (keys.next()) {
            assertThat(keys.getShort("DELETE_RULE"))
                .as(table)
                .isEqualTo((short) DatabaseMetaData.importedKeyCascade);
          }
        }
        assertThat(leadingColumns(meta, table)).as(table).contains("task_seq");
      }
    }
  }

  /** Else each batch would look at all that have ended. */
  @Test
  void theOldestAreFoundByAnIndexInTheirOrder() throws SQLException {
    var past = SqlPastTasks.PAST.replace("?", "1");
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      if (kind == StoreKind.POSTGRES) {
        // It would rather read a table that is as small as this from end to end.
        statement.execute("set enable_seqscan = off");
      }
      var explain = kind == StoreKind.POSTGRES ? "explain " : "explain query plan ";
      var plan = new StringBuilder();
      try (var rows = statement.executeQuery(explain + past)) {
        var last = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          plan.append(rows.getString(last)).append('\n');
        }
      }
      assertThat(plan.toString()).contains("task_past").doesNotContain("Sort", "B-TREE");
    }
  }

  private static Set<String> leadingColumns(DatabaseMetaData meta, String table)
      throws SQLException {
    var leading = new TreeSet<String>();
    try (var indexes = meta.getIndexInfo(null, null, table, false, true)) {
      while (indexes.next()) {
        if (indexes.getShort("ORDINAL_POSITION") <= 1) {
          leading.add(String.valueOf(indexes.getString("COLUMN_NAME")));
        }
      }
    }
    try (var keys = meta.getPrimaryKeys(null, null, table)) {
      while (keys.next()) {
        if (keys.getShort("KEY_SEQ") <= 1) {
          leading.add(keys.getString("COLUMN_NAME"));
        }
      }
    }
    return leading;
  }

  private static Set<String> tablesOfTasks(DatabaseMetaData meta) throws SQLException {
    var tables = new TreeSet<String>();
    try (var columns = meta.getColumns(null, null, null, "task_seq")) {
      while (columns.next()) {
        tables.add(columns.getString("TABLE_NAME"));
      }
    }
    assertThat(tables).contains("request", "version", "change", "picture");
    return tables;
  }

  private TreeMap<String, Integer> rowsOfTasks() throws SQLException {
    var rows = new TreeMap<String, Integer>();
    try (var connection = connect();
        var statement = connection.createStatement()) {
      for (var table : tablesOfTasks(connection.getMetaData())) {
        try (var count = statement.executeQuery("select count(*) from " + table)) {
          count.next();
          rows.put(table, count.getInt(1));
        }
      }
    }
    return rows;
  }

  private Connection connect() throws SQLException {
    return database.connect();
  }
}
