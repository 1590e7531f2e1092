package io.llmdevops.secrets.leaks;

/**
 * A text with one {@link Notation} undone: only what stands near a piece in it, and as many line
 * ends before each place as in the text itself.
 */
final class Undone {

  /** Characters on either side of a piece: more than a name and its value take. */
  private static final int NEAR = 300;

  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int done;
  private int owed;

  private Undone(String text) {
    this.text = text;
  }

  /** Empty where there is nothing to undo. */
  static String of(String text, Notation notation) {
    return new Undone(text).by(notation);
  }

  private String by(Notation notation) {
    var at = text.indexOf(notation.mark());
    while (at >= 0) {
      var splice = notation.at(text, at);
      if (splice != null && splice.from() >= done) {
        copyUpTo(splice.from());
        out.append(splice.instead());
        owed += lineEnds(splice.from(), splice.to());
        done = splice.to();
      }
      at = text.indexOf(notation.mark(), Math.max(at + 1, done));
    }
    if (out.length() > 0) {
      copy(done, Math.min(text.length(), done + NEAR));
    }
    return out.toString();
  }

  private void copyUpTo(int place) {
    var near = out.length() == 0 ? done : Math.min(place, done + NEAR);
    var from = Math.max(near, place - NEAR);
    copy(done, near);
    if (from > near) {
      out.append(' ');
      owed += lineEnds(near, from);
      payLineEnds();
    }
    copy(from, place);
  }

  /** What is owed is paid at a line's end, so that no literal is cut by it. */
  private void copy(int from, int to) {
    var lineEnd = owed == 0 ? -1 : text.indexOf('\n', from);
    if (lineEnd >= 0 && lineEnd < to) {
      out.append(text, from, lineEnd);
      payLineEnds();
      out.append(text, lineEnd, to);
    } else {
      out.append(text, from, to);
    }
  }

  private void payLineEnds() {
    out.append("\n".repeat(owed));
    owed = 0;
  }

  private int lineEnds(int from, int to) {
    var count = 0;
    for (var at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
      count++;
    }
    return count;
  }
}
