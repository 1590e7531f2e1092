package io.llmdevops.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** All that a reader makes of an answer: what it holds and what was told on the way. */
record HeardAnswer(Draft draft, List<String> events) {

  static HeardAnswer of(String whole) {
    return of(List.of(whole));
  }

  static HeardAnswer of(List<String> pieces) {
    var events = new ArrayList<String>();
    var reader =
        new AnswerReader(
            new AnswerReader.Listener() {
              @Override
              public void opened(String path) {
                events.add("open " + path);
              }

              @Override
              public void grew(String path, String line) {
                events.add("grow " + path + " " + line);
              }

              @Override
              public void closed(String path) {
                events.add("close " + path);
              }
            });
    pieces.forEach(reader::feed);
    return new HeardAnswer(reader.draft(), events);
  }

  /** The text in single characters of UTF-16, so that pairs of surrogates are cut as well. */
  static List<String> singly(String text) {
    return IntStream.range(0, text.length()).mapToObj(at -> text.substring(at, at + 1)).toList();
  }

  /** The text in pieces of a random length, empty ones among them. */
  static List<String> cut(String text, Random random, int most) {
    var pieces = new ArrayList<String>();
    for (var from = 0; from < text.length(); ) {
      var to = Math.min(text.length(), from + random.nextInt(most + 1));
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }
}
