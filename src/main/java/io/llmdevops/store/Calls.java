package io.llmdevops.store;

import io.llmdevops.task.ModelCall;
import io.llmdevops.task.TaskReport.GivenUp;
import java.math.BigDecimal;
import java.sql.SQLException;

/** Writes down the calls of models for one task, and who was given up. */
final class Calls {

  private final Session session;
  private final long seq;

  Calls(Session session, long seq) {
    this.session = session;
    this.seq = seq;
  }

  /**
   * Said again by whoever could not know that it was stored, it counts once, as {@link #gaveUp}.
   */
  void begun(String callId, ModelCall reserved) throws SQLException {
    session.update(
        "insert into model_call (task_seq, call_id, ended, model, input_tokens, output_tokens,"
            + " cached_tokens, cost_usd, first_token_ms, duration_ms)"
            + " values (?, ?, 0, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
        seq,
        callId,
        reserved.model(),
        reserved.inputTokens(),
        reserved.outputTokens(),
        reserved.cachedTokens(),
        cost(reserved),
        reserved.firstTokenMillis(),
        reserved.durationMillis());
  }

  void ended(String callId, ModelCall call) throws SQLException {
    session.update(
        "update model_call set ended = 1, model = ?, input_tokens = ?, output_tokens = ?,"
            + " cached_tokens = ?, cost_usd = ?, first_token_ms = ?, duration_ms = ?"
            + " where task_seq = ? and call_id = ?",
        call.model(),
        call.inputTokens(),
        call.outputTokens(),
        call.cachedTokens(),
        cost(call),
        call.firstTokenMillis(),
        call.durationMillis(),
        seq,
        callId);
  }

  void withdrawn(String callId) throws SQLException {
    session.update("delete from model_call where task_seq = ? and call_id = ?", seq, callId);
  }

  /** Said again by whoever could not know that it was stored, it counts once. */
  boolean gaveUp(GivenUp givenUp) throws SQLException {
    var inserted =
        session.update(
            "insert into given_up (task_seq, model, refused, why) select ?, ?, ?, ? where not exists"
                + " (select 1 from given_up where task_seq = ? and model = ?)",
            seq,
            givenUp.model(),
            givenUp.refused() ? 1 : 0,
            givenUp.why(),
            seq,
            givenUp.model());
    return inserted > 0;
  }

  private static String cost(ModelCall call) {
    return call.costUsd().map(BigDecimal::toPlainString).orElse(null);
  }
}
