package io.llmdevops.github.standin;

import io.llmdevops.github.standin.Fault.When;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;

/** Takes a call through the faults that are laid for it. */
final class Front {

  private final Hub hub;

  Front(Hub hub) {
    this.hub = hub;
  }

  /** Opens the call, and looks for tokens where none may be. */
  Call open(Call.Kind kind, HttpServerRequest request) {
    var call = hub.journal.open(kind, request.method(), request.uri());
    if (hub.accounts.isShownIn(request.uri())) {
      hub.journal.violation(Violation.Kind.TOKEN_SHOWN, call, "in its address");
    }
    request.response().closeHandler(gone -> end(call, Call.NONE));
    return call;
  }

  /** It has its answer, or never will. */
  void end(Call call, int status) {
    if (!call.isEnded()) {
      hub.journal.end(call, status);
      if (call.kind().isChanging()) {
        hub.turns(call.token()).ends(call);
      }
    }
  }

  /**
   * The effect of a call, with what goes wrong before and after it.
   *
   * @return the answer; never, where there is none
   */
  Future<Answer> play(Call call, HttpServerRequest request, Supplier<Future<Answer>> effect) {
    return hub.faults
        .hook(call, When.BEFORE)
        .compose(ready -> meet(call, request, When.BEFORE, effect))
        .compose(
            answer ->
                hub.faults
                    .hook(call, When.AFTER)
                    .compose(
                        ready ->
                            meet(call, request, When.AFTER, () -> Future.succeededFuture(answer))));
  }

  private Future<Answer> meet(
      Call call, HttpServerRequest request, When when, Supplier<Future<Answer>> otherwise) {
    var fault = hub.faults.next(call, when);
    if (fault.isEmpty()) {
      return otherwise.get();
    }
    if (fault.get() instanceof Fault.Instead instead) {
      call.tamper();
      return Future.succeededFuture(Answer.of(instead.status(), instead.body()));
    }
    var later = Promise.<Answer>promise();
    if (fault.get() instanceof Fault.Delay delay) {
      hub.vertx.setTimer(
          Math.max(1, delay.time().toMillis()), timer -> otherwise.get().onComplete(later));
    } else if (fault.get() instanceof Fault.Drop) {
      // Before whoever asked can know of it.
      end(call, Call.NONE);
      request.connection().close();
    }
    return later.future();
  }
}
