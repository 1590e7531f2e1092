package io.llmdevops.github.endtoend;

import io.llmdevops.github.endtoend.Course.Point;
import io.llmdevops.github.endtoend.Reaper.Aim;
import io.llmdevops.github.endtoend.Reaper.Moment;
import io.llmdevops.github.standin.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where things go wrong: everywhere, or once with each kind of call.
 *
 * @param points of a task's course when nothing goes wrong
 */
record Grid(List<Point> points, boolean everywhere) {

  private static final Set<String> CHANGES =
      Set.of(Course.CREATION, Course.SITE, Call.Kind.GIT_PUSH.name());

  Grid {
    points = List.copyOf(new LinkedHashSet<>(points));
  }

  /** Each point, or one of each kind of call: not always the first, but always the same. */
  List<Point> some(int which) {
    if (everywhere) {
      return points;
    }
    var kinds = new LinkedHashMap<String, List<Point>>();
    points.forEach(
        point -> kinds.computeIfAbsent(point.call(), any -> new ArrayList<>()).add(point));
    return kinds.values().stream().map(all -> all.get(which % all.size())).toList();
  }

  List<Aim> aims() {
    var aims = new ArrayList<Aim>();
    some(0).forEach(point -> aims.add(new Aim(point, Moment.BEFORE)));
    some(1).forEach(point -> aims.add(new Aim(point, Moment.AFTER)));
    add(aims, point -> CHANGES.contains(point.call()), Moment.OVERTAKEN);
    add(aims, point -> CHANGES.contains(point.call()) && !isPush(point), Moment.UNSEEN);
    return aims;
  }

  private void add(List<Aim> aims, Predicate<Point> which, Moment moment) {
    some(0).stream().filter(which).forEach(point -> aims.add(new Aim(point, moment)));
  }

  /** Git shows a push at once. */
  private static boolean isPush(Point point) {
    return point.call().equals(Call.Kind.GIT_PUSH.name());
  }
}
