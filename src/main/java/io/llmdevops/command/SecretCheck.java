package io.llmdevops.command;

import io.llmdevops.config.AccessConfig;
import io.llmdevops.config.ConfigLoader;
import io.llmdevops.config.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether there is a secret, whence, and whether it is hard to guess. Shows none. */
final class SecretCheck {

  private static final String SUBJECT = "secret";

  private SecretCheck() {}

  static List<Finding> look(ConfigLoader.Loaded loaded) {
    var access = loaded.config().access();
    var findings = new ArrayList<Finding>();
    findings.add(
        loaded
            .generatedSecret()
            .map(SecretCheck::generated)
            .orElseGet(() -> configured("SECRET", access.secret())));
    if (hasReadTokenOfItsOwn(access)) {
      findings.add(configured("READ_TOKEN", access.readToken()));
    }
    return findings;
  }

  private static boolean hasReadTokenOfItsOwn(AccessConfig access) {
    return !access.readToken().equals(access.secret());
  }

  private static Finding generated(Path file) {
    return Files.exists(file)
        ? Finding.ok(SUBJECT, "SECRET is not set: the generated one in " + file + " counts")
        : Finding.note(
            SUBJECT, "SECRET is not set: the first start will make one and keep it in " + file);
  }

  private static Finding configured(String name, Secret secret) {
    return secret.isWeak()
        ? Finding.note(
            SUBJECT,
            name + " is weak, and texts are not searched for it before they are published",
            "set one of at least " + Secret.SEARCHED_FROM + " characters, best a random one")
        : Finding.ok(SUBJECT, name + " is set");
  }
}
