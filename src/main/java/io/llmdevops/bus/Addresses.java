package io.llmdevops.bus;

import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * The whole flow on one screen.
 *
 * <pre>
 * intake       ─ task.accepted  ─▶ llm
 * llm          ─ task.generated ─▶ check
 * check        ─ task.checked   ─▶ hosting (or github)
 *              ─ task.rejected  ─▶ llm
 * hosting      ─ task.published ─▶ hosting, which waits until the page is live
 *              ─ task.live      ─▶ notification
 * github       ─ task.rejected  ─▶ llm, where a site could not be built
 * llm          ─ task.writing   ─▶ intake, which shows it with the task's status
 * </pre>
 *
 * A message is a wake-up; the row of the task is the truth.
 */
public final class Addresses {

  public static final Address<TaskAccepted> TASK_ACCEPTED =
      new Address<>("task.accepted", TaskAccepted.class);
  public static final Address<TaskGenerated> TASK_GENERATED =
      new Address<>("task.generated", TaskGenerated.class);
  public static final Address<TaskChecked> TASK_CHECKED =
      new Address<>("task.checked", TaskChecked.class);
  public static final Address<TaskRejected> TASK_REJECTED =
      new Address<>("task.rejected", TaskRejected.class);
  public static final Address<TaskPublished> TASK_PUBLISHED =
      new Address<>("task.published", TaskPublished.class);
  public static final Address<TaskLive> TASK_LIVE = new Address<>("task.live", TaskLive.class);
  public static final Address<TaskWriting> TASK_WRITING =
      new Address<>("task.writing", TaskWriting.class);

  static final List<Address<?>> ALL =
      List.of(
          TASK_ACCEPTED,
          TASK_GENERATED,
          TASK_CHECKED,
          TASK_REJECTED,
          TASK_PUBLISHED,
          TASK_LIVE,
          TASK_WRITING);

  private Addresses() {}

  /** Makes every message type known to this Vert.x; before any verticle, and only once. */
  public static void register(Vertx vertx) {
    ALL.forEach(address -> register(vertx, address));
  }

  /** Undoes {@link #register}, when the engine ends and its Vert.x goes on. */
  public static void unregister(Vertx vertx) {
    ALL.forEach(address -> vertx.eventBus().unregisterCodec(RecordCodec.nameFor(address.type())));
  }

  private static <T extends Record> void register(Vertx vertx, Address<T> address) {
    vertx.eventBus().registerCodec(new RecordCodec<>(address.type()));
  }

  /** Wakes the stage that works on this state, if there is one. */
  public static void announce(Vertx vertx, TaskState state, TaskId id) {
    switch (state) {
      case ACCEPTED -> TASK_ACCEPTED.send(vertx, new TaskAccepted(id));
      case GENERATED -> TASK_GENERATED.send(vertx, new TaskGenerated(id));
      case CHECKED -> TASK_CHECKED.send(vertx, new TaskChecked(id));
      case REJECTED -> TASK_REJECTED.send(vertx, new TaskRejected(id));
      case PUBLISHED -> TASK_PUBLISHED.send(vertx, new TaskPublished(id));
      case LIVE -> TASK_LIVE.send(vertx, new TaskLive(id));
      case NOTIFIED, FAILED, CANCELLED -> {
        // Nobody works on a task that has ended.
      }
    }
  }
}
