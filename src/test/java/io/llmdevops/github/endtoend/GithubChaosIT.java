package io.llmdevops.github.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.github.endtoend.Course.Point;
import io.llmdevops.github.endtoend.Ordeal.Ordered;
import io.llmdevops.github.endtoend.Reaper.Aim;
import io.llmdevops.github.standin.Options;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the engine around its calls to GitHub, and has those calls go wrong: with {@code
 * chaos.github=all} around every single one, else around one of each kind.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class GithubChaosIT {

  private static final int SECONDS = 60;
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration NEVER = Duration.ofMinutes(5);
  private static final boolean EVERYWHERE = "all".equals(System.getProperty("chaos.github"));

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;
  private Ordeal ordeal;
  private Reaper reaper;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Grid undisturbed(Story story) throws Exception {
    var task = ordeal.task(story, "undisturbed");
    ordeal.hand(task, 1);
    ordeal.awaitCallback(task.first());
    ordeal.personPushes(task);
    ordeal.hand(task, 2);
    ordeal.awaitCallback(task.second());
    return new Grid(ordeal.course().points(task.first()), EVERYWHERE);
  }

  @Test
  void nothingIsLostOrDoubledWhereverItIsKilled() throws Exception {
    try (var started = new Ordeal(vertx, folder, Options.quick(), SOON)) {
      ordeal = started;
      ordeal.machine().ofManyLives().start();
      var aims = aims();
      ordeal.machine().stop();
      ordeal.machine().start();
      reaper =
          new Reaper(
              ordeal.course(), () -> ordeal.machine().kill(), visit -> ordeal.hide(visit, 2));
      ordeal.hang(reaper);
      for (var story : aims.entrySet()) {
        System.out.println("chaos: kills: " + story);
        kill(story.getKey(), story.getValue());
      }
      ordeal.machine().awaitReady();
      ordeal.judge();
    }
  }

  private Map<Story, List<Aim>> aims() throws Exception {
    var aims = new EnumMap<Story, List<Aim>>(Story.class);
    var plain = undisturbed(Story.PLAIN);
    aims.put(Story.PLAIN, plain.aims());
    if (EVERYWHERE) {
      for (var story : List.of(Story.STUCK, Story.WORKFLOW)) {
        aims.put(story, undisturbed(story).without(plain).aims());
      }
    }
    return aims;
  }

  private void kill(Story story, List<Aim> aims) throws Exception {
    var first = aims.stream().filter(aim -> aim.point().round() == 1).toList();
    var second = aims.stream().filter(aim -> aim.point().round() == 2).toList();
    for (var i = 0; i < Math.max(first.size(), second.size()); i++) {
      var task = ordeal.task(story, "killed-" + i);
      survive(task, 1, at(first, i));
      ordeal.personPushes(task);
      survive(task, 2, at(second, i));
    }
  }

  @Test
  void nothingIsLostOrDoubledWhateverBecomesOfACall() throws Exception {
    try (var started = new Ordeal(vertx, folder, Options.quick(), NEVER)) {
      ordeal = started;
      ordeal.machine().start();
      var grid = undisturbed(Story.PLAIN);
      ordeal.machine().stop();
      ordeal.layOnUser(Trouble.FAILS);
      ordeal.layOnUser(Trouble.ANSWER_IS_LOST);
      var tasks = troubled(Story.PLAIN, grid);
      tasks.add(hidden("lost-and-hidden", true));
      tasks.add(hidden("hidden", false));
      ordeal.machine().start();
      carryOutAtOnce(tasks);
      ordeal.judge();
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "chaos.github", matches = "all")
  void norWhateverBecomesOfWhatIsAskedForAgain() throws Exception {
    try (var started = new Ordeal(vertx, folder, Options.quick(), SOON)) {
      ordeal = started;
      ordeal.machine().start();
      var plain = undisturbed(Story.PLAIN);
      for (var story : List.of(Story.STUCK, Story.WORKFLOW)) {
        for (var task : troubled(story, undisturbed(story).without(plain))) {
          carryOutAtOnce(List.of(task));
        }
      }
      ordeal.judge();
    }
  }

  private void carryOutAtOnce(List<Ordered> tasks) throws Exception {
    for (var task : tasks) {
      ordeal.hand(task, 1);
    }
    for (var task : tasks) {
      ordeal.awaitCallback(task.first());
      ordeal.personPushes(task);
      ordeal.hand(task, 2);
    }
    for (var task : tasks) {
      ordeal.awaitCallback(task.second());
    }
  }

  private Ordered hidden(String name, boolean isAnswerLost) {
    var task = ordeal.task(Story.PLAIN, name);
    ordeal.hideNew(task.first(), 3);
    if (isAnswerLost) {
      ordeal.lay(task.first(), new Point(1, Course.CREATION, 1), Trouble.ANSWER_IS_LOST);
    }
    return task;
  }

  /** Tasks with one trouble in each of their rounds. */
  private List<Ordered> troubled(Story story, Grid grid) {
    var tasks = new ArrayList<Ordered>();
    var used = new int[3];
    for (var trouble : EVERYWHERE ? Trouble.values() : Trouble.COMMON) {
      for (var point : grid.some(trouble.ordinal())) {
        if (point.call().equals(Course.USER)) {
          continue;
        }
        var index = used[point.round()]++;
        if (index == tasks.size()) {
          tasks.add(ordeal.task(story, "troubled-" + index));
        }
        ordeal.lay(tasks.get(index).first(), point, trouble);
      }
    }
    System.out.println("chaos: " + story + ": " + used[1] + " and " + used[2] + " calls go wrong");
    return tasks;
  }

  private static <T> Optional<T> at(List<T> all, int index) {
    return index < all.size() ? Optional.of(all.get(index)) : Optional.empty();
  }

  private void survive(Ordered task, int round, Optional<Aim> aim) throws Exception {
    if (aim.isPresent()) {
      die(task, round, aim.get());
    } else {
      ordeal.hand(task, round);
    }
    ordeal.awaitCallback(task.request(round));
  }

  private void die(Ordered task, int round, Aim aim) throws Exception {
    if (aim.point().call().equals(Course.USER)) {
      ordeal.machine().kill().get(SECONDS, TimeUnit.SECONDS);
      ordeal.machine().start();
    }
    ordeal.machine().awaitReady();
    var struck = reaper.aim(aim);
    try {
      ordeal.hand(task, round);
    } catch (Exception killedBeforeItsAnswer) {
      assertThat(struck).as(killedBeforeItsAnswer.toString()).isDone();
    }
    try {
      struck.get(SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("never came to " + aim + "\n" + ordeal.machine().tail(), e);
    }
    ordeal.machine().kill().get(SECONDS, TimeUnit.SECONDS);
    ordeal.machine().start();
    if (!ordeal.isHanded(task.request(round))) {
      ordeal.handAgain(task.request(round));
    }
  }
}
