package io.llmdevops.task;

import java.util.Objects;

/** What a version does to one path. Edits are stored as the whole file that they resulted in. */
public sealed interface Change {

  String path();

  /** The file is to have this content. */
  record Write(String path, Content content) implements Change {
    public Write {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(content, "content");
    }
  }

  /**
   * An edit that matched: the file is to have this content. Told apart from {@link Write} since an
   * attachment of the request may be edited, but never written over.
   */
  record Edit(String path, Content content) implements Change {
    public Edit {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(content, "content");
    }
  }

  /** The file is to be gone. */
  record Delete(String path) implements Change {
    public Delete {
      Objects.requireNonNull(path, "path");
    }
  }
}
