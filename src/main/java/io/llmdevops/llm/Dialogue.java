package io.llmdevops.llm;

import io.llmdevops.model.Answer;
import io.llmdevops.model.Model;
import io.llmdevops.model.Prompt.Speaker;
import io.llmdevops.model.Prompt.Turn;
import io.llmdevops.model.talk.GaveUpException;
import io.llmdevops.model.talk.Meter;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One conversation with one model about one version. */
final class Dialogue {

  private static final int MAX_CONTINUATIONS = 3;

  private final Model model;
  private final Prompts prompts;
  private final Meter meter;
  private final AnswerReader.Listener listener;
  private final List<Turn> turns = new ArrayList<>();

  /**
   * @param listener hears of files as they are written
   */
  Dialogue(Model model, Prompts prompts, Meter meter, AnswerReader.Listener listener) {
    this.model = model;
    this.prompts = prompts;
    this.meter = meter;
    this.listener = listener;
  }

  /** Who is spoken with. */
  Model model() {
    return model;
  }

  /**
   * Says this and reads the answer, which is continued where it was cut off.
   *
   * @return what the model wrote, brought to its end or without any tag; fails with {@link
   *     GaveUpException} on a refusal or an answer that finds no end
   */
  Future<Draft> ask(Turn question) {
    say(question);
    var reader = new AnswerReader(listener);
    var text = new StringBuilder();
    return listen(reader, text, List.copyOf(turns), 0)
        .map(
            end -> {
              if (!isBlank(text)) {
                turns.add(Turn.model(text.toString()));
              }
              return reader.draft();
            });
  }

  /** After a blank answer, which is no turn, both questions are one: turns have to alternate. */
  private void say(Turn question) {
    var last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
    if (last == null || last.speaker() == Speaker.MODEL) {
      turns.add(question);
      return;
    }
    var images = Stream.concat(last.images().stream(), question.images().stream()).toList();
    var text = last.text() + "\n\n" + question.text();
    turns.set(turns.size() - 1, new Turn(Speaker.USER, text, images));
  }

  private Future<Void> listen(
      AnswerReader reader, StringBuilder text, List<Turn> said, int continuations) {
    var seam = new Seam(reader, text);
    return meter
        .call(
            model,
            prompts.system(),
            said,
            piece -> {
              text.append(piece);
              seam.feed(piece);
            })
        .compose(
            answer -> {
              seam.end();
              return judge(answer, reader, text, continuations);
            });
  }

  private Future<Void> judge(
      Answer answer, AnswerReader reader, StringBuilder text, int continuations) {
    if (answer.stop() == Answer.Stop.REFUSED) {
      return Future.failedFuture(GaveUpException.refused("write this"));
    }
    if (reader.isDone() || answer.stop() == Answer.Stop.COMPLETE && !reader.sawTag()) {
      return Future.succeededFuture();
    }
    if (continuations == MAX_CONTINUATIONS) {
      var times = MAX_CONTINUATIONS + 1;
      return Future.failedFuture(
          GaveUpException.failed("the model's answer was cut off " + times + " times"));
    }
    return listen(reader, text, continued(text), continuations + 1);
  }

  private List<Turn> continued(StringBuilder text) {
    var said = new ArrayList<>(turns);
    if (!isBlank(text)) {
      said.add(Turn.model(text.toString()));
      said.add(Turn.user(prompts.goOn()));
    }
    return said;
  }

  private static boolean isBlank(StringBuilder text) {
    return text.chars().allMatch(Character::isWhitespace);
  }
}
