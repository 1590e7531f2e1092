package io.llmdevops.model;

import io.llmdevops.task.ModelCall;
import java.util.Objects;

/** How one call of a model ended; the text itself went to the handler. */
public record Answer(Stop stop, ModelCall call) {

  /** Why a model stopped. */
  public enum Stop {
    /** It had said what it had to say. */
    COMPLETE,
    /** It met a limit of length; it may be asked to go on. */
    TRUNCATED,
    /** It will not do this. */
    REFUSED
  }

  public Answer {
    Objects.requireNonNull(stop, "stop");
    Objects.requireNonNull(call, "call");
  }
}
