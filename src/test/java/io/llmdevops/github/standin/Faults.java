package io.llmdevops.github.standin;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What shall go wrong, and with which calls. */
public final class Faults {

  private record Rule(Predicate<Call> which, Fault.When when, Fault fault, AtomicInteger left) {

    boolean takes(Call call, Fault.When now) {
      return when == now && which.test(call) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
  }

  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private volatile Function<Call, Future<Void>> before = call -> Future.succeededFuture();
  private volatile Function<Call, Future<Void>> after = call -> Future.succeededFuture();

  Faults() {}

  /** With the next call of this kind. */
  public void once(Predicate<Call> which, Fault.When when, Fault fault) {
    times(1, which, when, fault);
  }

  public void times(int times, Predicate<Call> which, Fault.When when, Fault fault) {
    rules.add(new Rule(which, when, fault, new AtomicInteger(times)));
  }

  public void always(Predicate<Call> which, Fault.When when, Fault fault) {
    times(Integer.MAX_VALUE, which, when, fault);
  }

  /** Nothing goes wrong any more; the hooks stay. */
  public void clear() {
    rules.clear();
  }

  /** Runs when a call has come and has had no effect yet; the call waits for it. */
  public void before(Function<Call, Future<Void>> hook) {
    before = hook;
  }

  /** Runs when a call has had its effect and no byte of its answer was sent; the call waits. */
  public void after(Function<Call, Future<Void>> hook) {
    after = hook;
  }

  Future<Void> hook(Call call, Fault.When when) {
    return (when == Fault.When.BEFORE ? before : after).apply(call);
  }

  Optional<Fault> next(Call call, Fault.When when) {
    return rules.stream().filter(rule -> rule.takes(call, when)).map(Rule::fault).findFirst();
  }

  /**
   * @param path a regular expression for the whole path, without the query
   */
  public static Predicate<Call> rest(HttpMethod method, String path) {
    var pattern = Pattern.compile(path);
    return call ->
        call.kind().isRest()
            && call.method().equals(method)
            && pattern.matcher(call.path()).matches();
  }

  public static Predicate<Call> kind(Call.Kind kind) {
    return call -> call.kind() == kind;
  }

  public static Predicate<Call> number(int number) {
    return call -> call.number() == number;
  }
}
