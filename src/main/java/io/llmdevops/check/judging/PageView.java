package io.llmdevops.check.judging;

import io.llmdevops.task.Picture;
import java.util.Objects;
import java.util.Optional;

/**
 * A page as a visitor would find it, once it has come to rest. All of its text is a stranger's.
 *
 * @param address what it was loaded with: empty for the site itself, or a query or relative address
 * @param text what there is to read, cut where it is long
 * @param dom the document as it stands after its scripts have run, as HTML, cut where it is long
 * @param picture what it looks like
 * @param trouble what went wrong on it, in a line of words; empty where nothing is known of any
 */
public record PageView(
    String address,
    String title,
    String text,
    String dom,
    Optional<Picture> picture,
    String trouble) {

  public PageView(
      String address, String title, String text, String dom, Optional<Picture> picture) {
    this(address, title, text, dom, picture, "");
  }

  public PageView {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(dom, "dom");
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(trouble, "trouble");
  }

  /** The same page, of which it is known what went wrong. */
  public PageView with(String knownTrouble) {
    return new PageView(address, title, text, dom, picture, knownTrouble);
  }
}
