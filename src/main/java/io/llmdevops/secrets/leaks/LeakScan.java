package io.llmdevops.secrets.leaks;

import io.llmdevops.task.Content;
import java.util.List;

/**
 * Finds what looks like anybody's secret: keys of the forms that providers have published, private
 * keys, addresses with passwords, and random text that is assigned to what is called a secret. In
 * time linear in what is searched, on RE2J. Thread-safe.
 */
public final class LeakScan {

  /** What this file seems to give away, in order, at most 20; nothing for what is not text. */
  public List<Leak> in(String path, Content content) {
    throw new UnsupportedOperationException();
  }
}
