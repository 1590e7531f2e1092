package io.llmdevops.github.standin;

import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All that the stand-in was asked, in the order in which it came. */
public final class Journal {

  private final Clock clock = Clock.systemUTC();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<Violation> violations = new CopyOnWriteArrayList<>();

  synchronized Call open(Call.Kind kind, HttpMethod method, String uri) {
    var call = new Call(calls.size(), kind, method, uri, clock.instant());
    calls.add(call);
    return call;
  }

  void end(Call call, int status) {
    call.ended(status, clock.instant());
  }

  void violation(Violation.Kind kind, Call call, String detail) {
    violations.add(new Violation(kind, call, detail));
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  public List<Call> calls(Predicate<Call> which) {
    return calls.stream().filter(which).toList();
  }

  public long count(Call.Kind kind) {
    return calls.stream().filter(call -> call.kind() == kind).count();
  }

  /** How many calls of each kind, as far as there were any. */
  public Map<Call.Kind, Long> counts() {
    return calls.stream().collect(Collectors.groupingBy(Call::kind, Collectors.counting()));
  }

  /** Answers that said that nothing has changed; they cost nothing. */
  public long notModified() {
    return calls.stream().filter(call -> call.status() == 304).count();
  }

  /** What was done against GitHub's rules; empty is what a test wants. */
  public List<Violation> violations() {
    return List.copyOf(violations);
  }
}
