package io.llmdevops.github.endtoend;

import io.llmdevops.github.endtoend.Course.Point;
import io.llmdevops.github.endtoend.Reaper.Aim;
import io.llmdevops.github.endtoend.Reaper.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where things go wrong: everywhere, or once with each kind of call.
 *
 * @param points of a task's course when nothing goes wrong
 */
record Grid(List<Point> points, boolean everywhere) {

  /** What GitHub may not show at once. */
  private static final Set<String> SHOWN_LATER = Set.of(Course.CREATION, Course.SITE);

  /** Asked as often as it takes; at least this often, whatever the weather. */
  private static final Map<String, Integer> POLLS =
      Map.of(Course.BUILD, 2, Course.RUNS, 2, Course.PAGE, 1, Course.PAGE_UNCACHED, 1);

  Grid {
    points = new LinkedHashSet<>(points).stream().filter(Grid::isCertain).toList();
  }

  private static boolean isCertain(Point point) {
    return point.occurrence() <= POLLS.getOrDefault(point.call(), Integer.MAX_VALUE);
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

  /** Only what this one has and the other has not. */
  Grid without(Grid other) {
    var known = other.points().stream().map(Point::call).toList();
    var others = points.stream().filter(point -> !known.contains(point.call())).toList();
    return new Grid(others, everywhere);
  }

  List<Aim> aims() {
    var aims = new ArrayList<Aim>();
    some(0).forEach(point -> aims.add(new Aim(point, Moment.BEFORE)));
    // What only reads leaves nothing behind: after it is as good as before it.
    add(aims, some(1), point -> everywhere || point.changes(), Moment.AFTER);
    add(aims, some(0), point -> point.changes(), Moment.OVERTAKEN);
    add(aims, some(0), point -> SHOWN_LATER.contains(point.call()), Moment.UNSEEN);
    return aims;
  }

  private static void add(
      List<Aim> aims, List<Point> points, Predicate<Point> which, Moment moment) {
    points.stream().filter(which).forEach(point -> aims.add(new Aim(point, moment)));
  }
}
