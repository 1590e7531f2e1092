package io.llmdevops.github.endtoend;

import io.llmdevops.github.standin.Call;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Lets the first two calls of a kind have their effects only once both have come. */
final class Meeting {

  private final Predicate<Call> which;
  private final Map<String, Promise<Void>> waiting = new ConcurrentHashMap<>();
  private final Set<String> met = ConcurrentHashMap.newKeySet();

  Meeting(Predicate<Call> which) {
    this.which = which;
  }

  /** Those that come next meet as well. */
  void again() {
    met.clear();
  }

  /** Of these kinds of calls two have met. */
  Set<String> met() {
    return Set.copyOf(met);
  }

  /** To be hung in before each call. */
  Future<Void> before(Call call) {
    var kind = call.kind().name();
    if (!which.test(call) || met.contains(kind)) {
      return Future.succeededFuture();
    }
    var first = waiting.remove(kind);
    if (first == null) {
      var alone = Promise.<Void>promise();
      waiting.put(kind, alone);
      return alone.future();
    }
    met.add(kind);
    first.complete();
    return Future.succeededFuture();
  }
}
