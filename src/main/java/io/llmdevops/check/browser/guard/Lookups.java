package io.llmdevops.check.browser.guard;

import io.llmdevops.net.GuardedResolver;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Look-ups of one page, a few at a time: those for names of a slow server, of which a page may
 * invent any number, must not take the threads of everybody's. Belongs to one event loop.
 */
final class Lookups {

  private static final String CLOSED = "nobody looks at this page any more";
  private static final int AT_ONCE = 4;

  private final GuardedResolver resolver;
  private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
  private int underWay;
  private boolean closed;

  Lookups(GuardedResolver resolver) {
    this.resolver = resolver;
  }

  Future<List<InetAddress>> resolve(String host) {
    return turn().compose(mine -> resolver.resolve(host).eventually(this::next));
  }

  private Future<Void> turn() {
    if (closed) {
      return Future.failedFuture(CLOSED);
    }
    if (underWay < AT_ONCE) {
      underWay++;
      return Future.succeededFuture();
    }
    var turn = Promise.<Void>promise();
    waiting.add(turn);
    return turn.future();
  }

  private Future<Void> next() {
    var turn = waiting.poll();
    if (turn == null) {
      underWay--;
    } else {
      turn.complete();
    }
    return Future.succeededFuture();
  }

  /** Forgets those that have not begun. */
  void close() {
    closed = true;
    for (var turn = waiting.poll(); turn != null; turn = waiting.poll()) {
      turn.fail(CLOSED);
    }
  }
}
