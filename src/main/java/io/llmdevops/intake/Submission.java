package io.llmdevops.intake;

import io.llmdevops.config.Secret;
import io.llmdevops.intake.JsonValue.Text;
import io.llmdevops.task.TaskRequest;

/**
 * A request that may be stored.
 *
 * @param fingerprint see {@link Fingerprint}
 */
record Submission(TaskRequest request, String fingerprint) {

  /**
   * Judges a body in the contract's order: strict JSON, the secret, everything else.
   *
   * @throws Problem 400 or 401
   */
  static Submission read(byte[] body, Secret secret, TaskRules rules) {
    var members = StrictJson.object(body);
    if (!(members.get("secret") instanceof Text given && secret.matches(given.value()))) {
      throw Problem.of(401, "the secret is missing or wrong", "WWW-Authenticate", "Secret");
    }
    return new Submission(rules.read(members), Fingerprint.of(members));
  }
}
