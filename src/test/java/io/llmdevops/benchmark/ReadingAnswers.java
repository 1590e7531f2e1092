package io.llmdevops.benchmark;

import io.llmdevops.llm.ReaderSpeed;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * How fast the text of an answer is read, in pieces as small as models send them, on one thread.
 */
final class ReadingAnswers implements Section {

  private static final int BYTES = 50 << 20;

  /** Until the heap has grown: touching new pages of it costs more than reading does. */
  private static final int WARM_UP = 10;

  private static final int RUNS = 5;
  private static final double AIM = 50;

  @Override
  public List<Figure> measure(Workplace place) {
    var answer = ReaderSpeed.largeAnswer(BYTES);
    var speeds =
        DoubleStream.generate(() -> ReaderSpeed.mebibytesPerSecond(answer))
            .limit(WARM_UP + RUNS)
            .skip(WARM_UP)
            .sorted()
            .toArray();
    var median = speeds[RUNS / 2];
    var measured =
        String.format(
            Locale.ROOT,
            "median %.0f MiB/s (%.0f to %.0f in %d runs of 50 MiB)",
            median,
            speeds[0],
            speeds[RUNS - 1],
            RUNS);
    return List.of(new Figure("reading an answer", measured, "50 MB/s", median >= AIM, List.of()));
  }
}
