package io.llmdevops.store;

import io.llmdevops.config.StoreConfig;
import io.llmdevops.task.Acceptance;
import io.llmdevops.task.CallPermits;
import io.llmdevops.task.Census;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Fact;
import io.llmdevops.task.Mark;
import io.llmdevops.task.NewTask;
import io.llmdevops.task.Nodes;
import io.llmdevops.task.PastTasks;
import io.llmdevops.task.Picture;
import io.llmdevops.task.StoreUnavailableException;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskPage;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.llmdevops.task.TokenLimits;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tasks in a database: the embedded one of a single node, or one that several nodes share. */
public final class SqlTaskStore implements TaskStore, AutoCloseable {

  /** Changes a row, since SQLite writes no page that stays as it was. */
  static final String BEAT = "update pulse set beats = beats + 1";

  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  /** A server that is started together with the nodes takes less. */
  private static final Duration STARTING = Duration.ofSeconds(30);

  private final Database database;
  private final Duration lease;
  private final String owner;
  private final Clock clock;
  private volatile Optional<Failure> lastFailure = Optional.empty();

  /** A task that could not be taken in, and until when that counts. */
  private record Failure(Throwable cause, Instant until) {}

  private SqlTaskStore(Database database, Duration lease, String owner, Clock clock) {
    this.database = database;
    this.lease = lease;
    this.owner = owner;
    this.clock = clock;
  }

  /**
   * Opens the store, creating or migrating it. Blocks.
   *
   * @param lease how long a claim lasts without renewal
   * @param owner this node's id, under which it claims
   * @param clock for the embedded database, which has none of its own
   * @throws SQLException where the embedded database cannot be opened
   * @throws DatabaseNotUsableException where a shared one cannot be used; one that is not there yet
   *     is waited for
   */
  public static SqlTaskStore open(
      Vertx vertx, StoreConfig config, Duration lease, String owner, Clock clock)
      throws SQLException {
    if (config.postgres().isPresent()) {
      var database = PostgresDatabase.open(vertx, config.postgres().get(), STARTING);
      return new SqlTaskStore(new MeteredDatabase(vertx, database), lease, owner, database.clock());
    }
    return new SqlTaskStore(
        new MeteredDatabase(vertx, SqliteDatabase.open(vertx, config.database(), clock)),
        lease,
        owner,
        clock);
  }

  @Override
  public Future<Acceptance> accept(NewTask task, int maxUnfinished) {
    return database
        .<Acceptance>write(session -> Accepting.accept(session, task, maxUnfinished))
        .onFailure(this::remember);
  }

  @Override
  public Future<List<Claim>> claim(Set<TaskState> states, int limit) {
    return database.write(session -> session.dialect().claim(session, owner, states, limit, lease));
  }

  @Override
  public Future<Void> renew(Claim claim) {
    return database.write(
        session -> {
          claiming(session).renew(claim, lease);
          return null;
        });
  }

  @Override
  public Future<Void> record(Claim claim, List<Fact> facts) {
    return database.write(
        session -> {
          claiming(session).record(claim, facts);
          return null;
        });
  }

  @Override
  public Future<Optional<TaskId>> advance(
      Claim claim, TaskState to, String detail, List<Fact> facts) {
    if (!claim.task().state().mayBecome(to)) {
      var move = claim.task().state().wire() + " to " + to.wire();
      return Future.failedFuture(new IllegalArgumentException("no task goes from " + move));
    }
    return database.write(session -> claiming(session).advance(claim, to, detail, facts));
  }

  @Override
  public Future<Void> retry(Claim claim, Duration after, String detail, List<Fact> facts) {
    return database.write(
        session -> {
          claiming(session).retry(claim, after, detail, facts);
          return null;
        });
  }

  @Override
  public Future<Integer> putOff(TaskState state, Duration after, Duration age, String detail) {
    return database.write(session -> claiming(session).putOff(state, after, age, detail));
  }

  @Override
  public Future<Integer> releaseAll() {
    return database.write(
        session -> {
          Limiting.releaseAll(session, owner);
          SqlCallPermits.releaseAll(session, owner);
          return claiming(session).releaseAll();
        });
  }

  @Override
  public Future<TaskRequest> request(TaskId id) {
    return database.read(session -> new Reading(session).request(id));
  }

  @Override
  public Future<List<Version>> versions(TaskId id) {
    return database.read(session -> new Reading(session).versions(id));
  }

  @Override
  public Future<Optional<Picture>> picture(TaskId id) {
    return database.read(session -> new Reading(session).picture(id));
  }

  @Override
  public Future<Map<String, Mark>> marks(TaskId id) {
    return database.read(session -> new Reading(session).marks(id));
  }

  @Override
  public Future<Optional<TaskReport>> report(TaskId id) {
    return database.read(session -> new Reporting(session).report(id));
  }

  @Override
  public Future<TaskPage> list(TaskPage.Query query) {
    return database.read(session -> new Reporting(session).list(query));
  }

  @Override
  public Future<Void> ping() {
    var failure = lastFailure;
    // On a disk that is full to the last page a ping may find room where a task does not.
    return failure.isPresent() && clock.instant().isBefore(failure.get().until())
        ? Future.failedFuture(failure.get().cause())
        : beat();
  }

  /** Shows the store's own time, which deadlines are counted by. */
  public Clock clock() {
    return clock;
  }

  /** Which nodes work on these tasks. */
  public Nodes nodes() {
    return new SqlNodes(database);
  }

  /** What the nodes of this store agree on about tokens; {@link #releaseAll} ends a turn, too. */
  public TokenLimits tokenLimits() {
    return new SqlTokenLimits(database, owner);
  }

  /** How all tasks of this store stand. */
  public Census census() {
    return new SqlCensus(database);
  }

  /** What has ended long ago. */
  public PastTasks pastTasks() {
    return new SqlPastTasks(database);
  }

  /** How many calls of models all nodes have under way; {@link #releaseAll} ends this node's. */
  public CallPermits callPermits() {
    return new SqlCallPermits(database, owner);
  }

  private void remember(Throwable cause) {
    if (cause instanceof StoreUnavailableException) {
      lastFailure = Optional.of(new Failure(cause, clock.instant().plus(REMEMBERED)));
    }
  }

  private Future<Void> beat() {
    return database.write(
        session -> {
          session.update(BEAT);
          return null;
        });
  }

  private Claiming claiming(Session session) throws SQLException {
    return new Claiming(session, owner, session.now());
  }

  /** Finishes what is queued and closes the database. Blocks. */
  @Override
  public void close() throws SQLException {
    database.close();
  }
}
