package io.llmdevops.github.endtoend;

import io.llmdevops.github.standin.Call;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Tells which calls belong to which task, and the how manieth of its kind each is. */
final class Course {

  /** Whose it is cannot be told: it is made once in an engine's life. */
  static final String USER = "GET /user";

  static final String CREATION = "POST /user/repos";
  static final String REPOSITORY = "GET /repos/{repo}";
  static final String SITE = "POST /repos/{repo}/pages";
  static final String ASK_FOR_BUILD = "POST /repos/{repo}/pages/builds";
  static final String BUILD = "GET /repos/{repo}/pages/builds/latest";

  static final String RUNS = "GET /repos/{repo}/actions/runs";
  static final String PAGE = "PAGE";
  static final String PAGE_UNCACHED = "PAGE?";

  private static final Pattern OF_REPOSITORY = Pattern.compile("/repos/[^/]+/([^/]+)(.*)");
  private static final Pattern GIT = Pattern.compile("/[^/]+/([^/]+?)(?:\\.git)?/.*");
  private static final Pattern OF_SITE = Pattern.compile("/([^/]+)/.*");

  private final Map<String, Integer> rounds = new ConcurrentHashMap<>();
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final Map<Integer, Visit> visits = new ConcurrentHashMap<>();
  private final Map<String, List<Point>> points = new ConcurrentHashMap<>();
  private volatile String latest = "";

  /**
   * A point in the course of a task.
   *
   * @param call what is asked, whatever repository it is
   * @param occurrence in this round, from 1
   */
  record Point(int round, String call, int occurrence) {

    /** Something is different afterwards. */
    boolean changes() {
      return call.matches("(POST|PUT) .*") || call.equals(Call.Kind.GIT_PUSH.name());
    }

    @Override
    public String toString() {
      return "round " + round + ", " + call + " #" + occurrence;
    }
  }

  /**
   * A call at its point.
   *
   * @param repository by the first of its names
   */
  record Visit(String repository, Point point) {}

  /** From now on its calls are of this round. */
  void begins(JsonObject request) {
    var repository = Samples.repository(request);
    var round = request.getInteger("round");
    rounds.put(repository, round);
    latest = repository;
  }

  /** To be told of each call once, in the order in which they come. */
  Visit note(Call call) {
    var name = name(call);
    var repository =
        rounds.keySet().stream().filter(name.repository()::startsWith).findFirst().orElse(latest);
    var round = rounds.getOrDefault(repository, 0);
    var occurrence = counts.merge(repository + " " + round + " " + name.call(), 1, Integer::sum);
    var visit = new Visit(repository, new Point(round, name.call(), occurrence));
    visits.put(call.number(), visit);
    points.computeIfAbsent(repository, any -> new CopyOnWriteArrayList<>()).add(visit.point());
    return visit;
  }

  Optional<Visit> of(Call call) {
    return Optional.ofNullable(visits.get(call.number()));
  }

  /** All that was asked for this task so far. */
  List<Point> points(JsonObject request) {
    return List.copyOf(points.getOrDefault(Samples.repository(request), List.of()));
  }

  private record Name(String repository, String call) {}

  private static Name name(Call call) {
    if (call.kind().isRest()) {
      return ofApi(call);
    }
    var path = (call.kind().isGit() ? GIT : OF_SITE).matcher(call.path());
    var isUncached = call.kind() == Call.Kind.PAGE && call.uri().contains("?");
    return new Name(
        path.matches() ? path.group(1) : "?", isUncached ? PAGE_UNCACHED : call.kind().name());
  }

  private static Name ofApi(Call call) {
    var path = OF_REPOSITORY.matcher(call.path());
    if (path.matches()) {
      var rest = path.group(2).replaceAll("[0-9a-f]{40}", "{sha}").replaceAll("\\d{4,}", "{id}");
      return new Name(path.group(1), call.method() + " /repos/{repo}" + rest);
    }
    var body = call.body().startsWith("{") ? new JsonObject(call.body()) : new JsonObject();
    return new Name(body.getString("name", "?"), call.method() + " " + call.path());
  }
}
