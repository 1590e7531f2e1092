package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.NO_LIMIT;
import static io.llmdevops.store.StoreFixture.await;

import io.llmdevops.task.Attachment;
import io.llmdevops.task.Change;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.ModelCall;
import io.llmdevops.task.Picture;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskReport.GivenUp;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Tasks that have ended, with a row in every table. */
public record PastTasksFixture(TaskStore store) {

  private static final Random RANDOM = new Random(7);

  /** Accepts a task of its own repository and has it end at once. */
  public TaskId ended(String task) {
    return ended(task, TaskState.FAILED, 100);
  }

  /**
   * The same.
   *
   * @param size of an attachment, of a file and of a picture
   */
  public TaskId ended(String task, TaskState as, int size) {
    var id = accepted(task, size);
    var claim = claim(TaskState.ACCEPTED);
    await(store.record(claim, everything(size)));
    if (as == TaskState.NOTIFIED) {
      for (var next : List.of(TaskState.GENERATED, TaskState.CHECKED, TaskState.PUBLISHED)) {
        await(store.advance(claim, next, "", List.of()));
        claim = claim(next);
      }
      await(store.advance(claim, TaskState.LIVE, "", List.of()));
      claim = claim(TaskState.LIVE);
    }
    await(store.advance(claim, as, "", List.of()));
    return id;
  }

  /** So many, with as few transactions as can be. */
  public void ended(int tasks, String name, int size) {
    await(
        Future.all(
            IntStream.range(0, tasks)
                .mapToObj(i -> StoreFixture.newTask(request(name + " " + i, size)))
                .map(each -> store.accept(each, NO_LIMIT))
                .toList()));
    var claims = await(store.claim(Set.of(TaskState.ACCEPTED), tasks));
    await(
        Future.all(
            claims.stream()
                .map(each -> store.advance(each, TaskState.FAILED, "", everything(size)))
                .toList()));
  }

  public TaskId accepted(String task, int size) {
    var fresh = StoreFixture.newTask(request(task, size));
    await(store.accept(fresh, NO_LIMIT));
    return fresh.id();
  }

  private static TaskRequest request(String task, int size) {
    var plain = StoreFixture.request(task, 1);
    return new TaskRequest(
        plain.email(),
        plain.task(),
        plain.round(),
        plain.nonce(),
        plain.brief(),
        plain.checks(),
        plain.evaluationUrl(),
        List.of(new Attachment("data.bin", "application/octet-stream", bytes(size))));
  }

  /** The only one that is due in this state. */
  public Claim claim(TaskState state) {
    return await(store.claim(Set.of(state), 1)).get(0);
  }

  private static Content bytes(int size) {
    var bytes = new byte[size];
    RANDOM.nextBytes(bytes);
    return Content.of(bytes);
  }

  static List<Fact> everything(int size) {
    var file = new Change.Write("index.html", bytes(size));
    return List.of(
        new Fact.CallBegun("call", ModelCall.begun("m", 1, 1, Optional.empty())),
        new Fact.CallWithdrawn("call"),
        new Fact.CallBegun(
            "call " + RANDOM.nextLong(), ModelCall.begun("m", 1, 1, Optional.empty())),
        new Fact.ModelGivenUp(new GivenUp("m", false, "why")),
        new Fact.VersionWritten(
            new Version(1, "m", "", Optional.empty(), List.of(file), List.of(), List.of())),
        new Fact.Pictured(1, new Picture("image/png", bytes(size))),
        new Fact.Marked("name", "value"),
        new Fact.Note("noted"));
  }
}
