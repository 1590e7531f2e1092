package io.llmdevops.model.talk;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts that are sent to models, one file each in {@code prompts/}. */
public enum PromptText {
  /** How apps are written and answers given: the first part of every prompt that asks for files. */
  SYSTEM(List.of(Part.DONE), List.of()),
  BUILD(List.of(Part.DATA, Part.DONE), List.of()),
  REVISE(List.of(Part.DATA, Part.DONE), List.of()),
  REPAIR(List.of(Part.DATA, Part.DONE), List.of()),
  /** Asks for whole files in place of edits that failed. */
  WHOLE(List.of(Part.DATA, Part.DONE), List.of()),
  /** Asks for the rest of an answer that was cut off. */
  CONTINUE(List.of(Part.DONE), List.of()),
  /** Asks for the answer once more. */
  AGAIN(List.of(Part.REASON, Part.DONE), List.of()),
  /** Asks for verdicts on statements, and for no files. */
  JUDGE(List.of(Part.DATA, "<verdict"), List.of(Part.DONE));

  private static final String TEXT = ".txt";

  private final List<String> needed;
  private final List<String> unwanted;

  /** What the engine looks for in a text. */
  static final class Part {

    /** Stands in a text where the data goes; in the data itself it means nothing. */
    static final String DATA = "{{data}}";

    static final String REASON = "{{reason}}";

    /** The end of an answer: every prompt that asks for files names it, and no other does. */
    static final String DONE = "<done/>";

    private Part() {}
  }

  PromptText(List<String> needed, List<String> unwanted) {
    this.needed = needed;
    this.unwanted = unwanted;
  }

  String file() {
    return name().toLowerCase(java.util.Locale.ROOT) + TEXT;
  }

  /** What keeps this wording from being of use, if anything does. */
  List<String> faults(String wording) {
    return Stream.concat(
            needed.stream().filter(part -> !wording.contains(part)).map(" lacks "::concat),
            unwanted.stream().filter(wording::contains).map(" must not hold "::concat))
        .map(file()::concat)
        .toList();
  }

  static Optional<PromptText> of(String file) {
    return Stream.of(values()).filter(text -> text.file().equals(file)).findFirst();
  }

  /** All there are, for a person to choose from. */
  static String files() {
    return Stream.of(values()).map(PromptText::file).sorted().collect(Collectors.joining(", "));
  }
}
