package io.llmdevops.llm;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model wrote, as it wrote it.
 *
 * @param elements in their order
 * @param done the answer was brought to its end; without it nothing of this may be published
 */
record Draft(List<Element> elements, Optional<String> summary, boolean done) {

  /** One tag with what belongs to it; the path is the model's spelling. */
  sealed interface Element {
    String path();
  }

  /** A whole file. */
  record WholeFile(String path, String text) implements Element {}

  /** Changes to a file that is there. */
  record FileEdit(String path, List<Block> blocks) implements Element {
    FileEdit {
      blocks = List.copyOf(blocks);
    }
  }

  /** A file that is to go. */
  record FileDeletion(String path) implements Element {}

  /** Whole lines as they are now, and as they shall be; without line ends. */
  record Block(List<String> search, List<String> replace) {
    Block {
      search = List.copyOf(search);
      replace = List.copyOf(replace);
    }
  }

  Draft {
    elements = List.copyOf(elements);
    Objects.requireNonNull(summary, "summary");
  }
}
