package io.llmdevops.github.pages;

import io.llmdevops.github.pages.Memory.Asked;
import io.llmdevops.github.pages.Memory.Asked.Stage;
import io.llmdevops.github.pages.Sight.Stalled;
import io.llmdevops.github.rest.RestClient;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Fact;
import io.llmdevops.task.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for a build or a run once more. What is about to be asked for is stored first. */
record Asking(RestClient rest) {

  private static final Logger log = LoggerFactory.getLogger(LiveStep.class);

  /** Tells what came of it; a refusal is no failure. */
  Future<List<Fact>> again(Work work, Stalled stalled) {
    return work.record(new Asked(Stage.ASKING, stalled.about()).noted(stalled.mark()))
        .compose(
            recorded ->
                rest.change(
                    HttpMethod.POST, stalled.path(), null, () -> beforeItIsSent(work, stalled)))
        .map(reply -> reply.isSuccess() ? Optional.<String>empty() : Optional.of(Told.by(reply)))
        .recover(
            cause ->
                cause instanceof RefusedException
                    ? Future.succeededFuture(Optional.of(cause.getMessage()))
                    : Future.failedFuture(cause))
        .map(refusal -> refusal.map(why -> refused(stalled, why)).orElseGet(() -> asked(stalled)));
  }

  private static void beforeItIsSent(Work work, Stalled stalled) {
    work.requireLease();
    log.atInfo().addKeyValue("task", work.id()).log("POST {}: {}", stalled.path(), stalled.what());
  }

  private static List<Fact> asked(Stalled stalled) {
    return List.of(
        new Asked(Stage.ASKED, stalled.about()).noted(stalled.mark()),
        new Fact.Note(stalled.what() + "; asked for once more"));
  }

  private static List<Fact> refused(Stalled stalled, String told) {
    var why =
        "that takes the token's permission %s (read and write): %s"
            .formatted(stalled.permission(), told);
    return List.of(
        new Asked(Stage.REFUSED, why).noted(stalled.mark()),
        new Fact.Note(stalled.what() + "; asking for it once more was refused: " + why));
  }
}
