package io.llmdevops.task;

import java.time.Duration;
import java.util.Objects;

/**
 * A request to be stored.
 *
 * @param fingerprint equal for two requests whose fields are equal as JSON values
 * @param promise from acceptance to the deadline
 */
public record NewTask(TaskId id, TaskRequest request, String fingerprint, Duration promise) {

  public NewTask {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(promise, "promise");
  }
}
