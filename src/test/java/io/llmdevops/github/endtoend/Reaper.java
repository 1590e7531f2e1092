package io.llmdevops.github.endtoend;

import io.llmdevops.github.endtoend.Course.Point;
import io.llmdevops.github.endtoend.Course.Visit;
import io.llmdevops.github.standin.Call;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Kills the engine at one point of a task's course, from within the stand-in. */
final class Reaper {

  /** When, as seen from the call that is under way. */
  enum Moment {
    /** It never has an effect. */
    BEFORE,
    /** It has had its effect, and nothing was answered. */
    AFTER,
    /** It has its effect only when the next life makes the same call, and right before that one. */
    OVERTAKEN,
    /** It has had its effect, and the next life sees nothing of that for a while. */
    UNSEEN
  }

  /** What is to be hit. */
  record Aim(Point point, Moment moment) {

    @Override
    public String toString() {
      return moment + " " + point;
    }
  }

  private record Shot(Aim aim, CompletableFuture<Void> struck) {

    boolean hits(Visit visit, Moment moment) {
      return aim.moment() == moment && aim.point().equals(visit.point());
    }
  }

  /** A call that waits for its successor. */
  private record Overtaken(Call call, Visit visit, Promise<Void> goesOn, Promise<Void> done) {}

  private static final Shot NONE = new Shot(new Aim(null, null), new CompletableFuture<>());

  private final Course course;
  private final Runnable kill;
  private final Consumer<Visit> hide;
  private volatile Shot shot = NONE;
  private volatile Overtaken overtaken;

  /**
   * @param kill SIGKILL, without waiting
   * @param hide has what this call has done not be seen for a while
   */
  Reaper(Course course, Runnable kill, Consumer<Visit> hide) {
    this.course = course;
    this.kill = kill;
    this.hide = hide;
  }

  /**
   * @return done once the engine was told to die
   */
  CompletableFuture<Void> aim(Aim aim) {
    var struck = new CompletableFuture<Void>();
    shot = new Shot(aim, struck);
    return struck;
  }

  /** To be hung in before each call. */
  Future<Void> before(Call call) {
    var visit = course.note(call);
    var earlier = overtaken;
    if (earlier != null && earlier.visit().point().call().equals(visit.point().call())) {
      earlier.goesOn().tryComplete();
      return earlier.done().future();
    }
    if (shot.hits(visit, Moment.OVERTAKEN)) {
      overtaken = new Overtaken(call, visit, Promise.promise(), Promise.promise());
      strike();
      return overtaken.goesOn().future();
    }
    return shot.hits(visit, Moment.BEFORE) ? strike() : Future.succeededFuture();
  }

  /** To be hung in after each call. */
  Future<Void> after(Call call) {
    var earlier = overtaken;
    if (earlier != null && earlier.call() == call) {
      overtaken = null;
      earlier.done().complete();
      return Future.succeededFuture();
    }
    var visit = course.of(call).orElseThrow();
    if (shot.hits(visit, Moment.UNSEEN)) {
      hide.accept(visit);
      return strike();
    }
    return shot.hits(visit, Moment.AFTER) ? strike() : Future.succeededFuture();
  }

  /** What is under way stays there for ever. */
  private Future<Void> strike() {
    var hit = shot;
    shot = NONE;
    kill.run();
    hit.struck().complete(null);
    return Promise.<Void>promise().future();
  }
}
