package io.llmdevops.task;

import java.util.List;
import java.util.Objects;

/**
 * A validated request, without its secret.
 *
 * @param evaluationUrl the callback address exactly as it came
 */
public record TaskRequest(
    String email,
    String task,
    int round,
    String nonce,
    String brief,
    List<Check> checks,
    String evaluationUrl,
    List<Attachment> attachments) {

  public TaskRequest {
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(nonce, "nonce");
    Objects.requireNonNull(brief, "brief");
    Objects.requireNonNull(evaluationUrl, "evaluationUrl");
    checks = List.copyOf(checks);
    attachments = List.copyOf(attachments);
  }

  /** The repository this request belongs to. */
  public RepositoryKey repository() {
    return new RepositoryKey(email, task);
  }
}
