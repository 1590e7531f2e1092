package io.llmdevops.intake;

import io.llmdevops.task.PathPart;
import java.util.Optional;

/** What may be the name of a file that is committed under it, and checked out anywhere. */
final class AttachmentName {

  private AttachmentName() {}

  /** Why this may not be a name, for the client; empty where it may. */
  static Optional<String> fault(String name) {
    var part = new PathPart(name);
    if (name.isEmpty() || part.isTooLong()) {
      return Optional.of("must have 1 to " + PathPart.MAX_BYTES + " bytes in UTF-8");
    }
    if (part.hasControls()) {
      return Optional.of("must not hold control characters");
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      return Optional.of("must be a plain file name, without a separator");
    }
    if (part.isRelative() || part.isGit()) {
      return Optional.of("must not be ., .. or .git");
    }
    return part.isWindowsDevice()
        ? Optional.of("must not be the name of a Windows device")
        : Optional.empty();
  }
}
