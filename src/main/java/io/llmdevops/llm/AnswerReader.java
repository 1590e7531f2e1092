package io.llmdevops.llm;

import io.llmdevops.llm.Draft.Block;
import io.llmdevops.llm.Draft.Element;
import io.llmdevops.llm.Draft.FileDeletion;
import io.llmdevops.llm.Draft.FileEdit;
import io.llmdevops.llm.Draft.WholeFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the text of a model's answer as it arrives, in pieces cut anywhere, and tells of each file
 * as it opens, grows and closes. Works line by line, so the result does not depend on the cuts.
 */
final class AnswerReader {

  /** Hears of files while they are being written; paths are the model's spelling. */
  interface Listener {
    void opened(String path);

    /** One more line of the file that is open. */
    void grew(String path, String line);

    void closed(String path);
  }

  private enum State {
    OUTSIDE,
    FILE,
    EDIT,
    SEARCH,
    REPLACE,
    DONE
  }

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Listener listener;
  private final StringBuilder line = new StringBuilder();
  private final List<Element> elements = new ArrayList<>();

  /** Paths of what was begun and dropped; one that does not come again is half a file. */
  private final Set<String> abandoned = new HashSet<>();

  private Optional<String> summary = Optional.empty();
  private State state = State.OUTSIDE;
  private boolean anyLine;
  private boolean anyTag;

  private String path = "";
  private StringBuilder content = new StringBuilder();
  private List<Block> blocks = new ArrayList<>();
  private List<String> search = new ArrayList<>();
  private List<String> replace = new ArrayList<>();

  AnswerReader(Listener listener) {
    this.listener = listener;
  }

  /** The next piece of text. */
  void feed(String piece) {
    var from = 0;
    while (state != State.DONE) {
      var end = piece.indexOf('\n', from);
      if (end < 0) {
        line.append(piece, from, piece.length());
        return;
      }
      line.append(piece, from, end);
      endLine();
      from = end + 1;
    }
  }

  /** There was at least one tag, so the model knows the format. */
  boolean sawTag() {
    return anyTag || isTagOutside(line.toString());
  }

  /** The answer has reached its end, even if its last line has not. */
  boolean isDone() {
    return state == State.DONE
        || state == State.OUTSIDE
            && Tag.of(line.toString()).filter(tag -> tag.kind() == Tag.Kind.DONE).isPresent();
  }

  /** What has been read ends in a complete tag that only lacks its line end. */
  boolean endsWithTag() {
    var text = line.toString();
    return isTagOutside(text)
        || state == State.FILE && is(text, "</file>")
        || state == State.EDIT && is(text, "</edit>");
  }

  /** The file that is being written or edited has this path. */
  boolean isOpen(String where) {
    return isInside() && path.strip().equals(where.strip());
  }

  /** What comes next belongs to a file in which a code fence has no meaning. */
  boolean isInCode() {
    return isInside() && !CodeFence.isMarkdown(path);
  }

  private boolean isInside() {
    return state != State.OUTSIDE && state != State.DONE;
  }

  /** The model begins again in the middle: what is open is dropped, and has to come once more. */
  void beginAnew() {
    line.setLength(0);
    if (isInside()) {
      abandoned.add(path.strip());
      state = State.OUTSIDE;
      listener.closed(path);
    }
  }

  /** All that was read; nothing more can be fed afterwards. */
  Draft draft() {
    if (state != State.DONE && !line.isEmpty()) {
      endLine();
    }
    elements.forEach(element -> abandoned.remove(element.path().strip()));
    return new Draft(elements, summary, state == State.DONE && abandoned.isEmpty());
  }

  private void endLine() {
    var length = line.length();
    var text =
        length > 0 && line.charAt(length - 1) == '\r'
            ? line.substring(0, length - 1)
            : line.toString();
    line.setLength(0);
    if (!anyLine && text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(1);
    }
    anyLine = true;
    read(text);
  }

  private void read(String text) {
    switch (state) {
      case OUTSIDE -> Tag.of(text).ifPresent(this::take);
      case FILE -> readInFile(text);
      case EDIT -> readInEdit(text);
      case SEARCH -> readInSearch(text);
      case REPLACE -> readInReplace(text);
      case DONE -> {
        // Nothing after the end counts.
      }
    }
  }

  private void take(Tag tag) {
    anyTag = true;
    switch (tag.kind()) {
      case FILE -> open(State.FILE, tag.value());
      case EDIT -> open(State.EDIT, tag.value());
      case EMPTY_FILE -> {
        open(State.FILE, tag.value());
        close(new WholeFile(path, ""));
      }
      case DELETE -> elements.add(new FileDeletion(tag.value()));
      case SUMMARY -> summary = Optional.of(tag.value());
      case DONE -> state = State.DONE;
    }
  }

  private void open(State next, String where) {
    state = next;
    path = where;
    content = new StringBuilder();
    blocks = new ArrayList<>();
    listener.opened(path);
  }

  private void close(Element element) {
    elements.add(element);
    state = State.OUTSIDE;
    listener.closed(path);
  }

  private void readInFile(String text) {
    if (is(text, "</file>")) {
      close(new WholeFile(path, CodeFence.strip(path, content.toString())));
    } else {
      content.append(text).append('\n');
      listener.grew(path, text);
    }
  }

  private void readInEdit(String text) {
    if (is(text, "</edit>")) {
      close(new FileEdit(path, blocks));
    } else if (is(text, "<<<<<<< SEARCH")) {
      state = State.SEARCH;
      search = new ArrayList<>();
      replace = new ArrayList<>();
    }
  }

  private void readInSearch(String text) {
    if (is(text, "=======")) {
      state = State.REPLACE;
    } else {
      search.add(text);
    }
  }

  private void readInReplace(String text) {
    if (is(text, ">>>>>>> REPLACE")) {
      blocks.add(new Block(search, replace));
      state = State.EDIT;
    } else {
      replace.add(text);
      listener.grew(path, text);
    }
  }

  private static boolean is(String text, String marker) {
    return text.startsWith(marker) && text.stripTrailing().length() == marker.length();
  }

  private boolean isTagOutside(String text) {
    return state == State.OUTSIDE && Tag.of(text).isPresent();
  }
}
