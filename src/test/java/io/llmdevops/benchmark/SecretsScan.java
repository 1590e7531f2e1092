package io.llmdevops.benchmark;

import io.llmdevops.secrets.leaks.LeakScan;
import io.llmdevops.task.Content;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;

/** How fast files are searched for what looks like anybody's secret, on one thread. */
final class SecretsScan implements Section {

  private static final int BYTES = 1 << 20;
  private static final int WARM_UP = 5;
  private static final int RUNS = 5;
  private static final long SEED = 5;
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  @Override
  public List<Figure> measure(Workplace place) {
    var scan = new LeakScan();
    return List.of(
        figure(scan, "scripts", scripts()),
        figure(scan, "a table", table()),
        figure(scan, "one long line of base64", base64()));
  }

  private static Figure figure(LeakScan scan, String what, String text) {
    var content = Content.utf8(text);
    var found = scan.in(content).size();
    var speeds =
        DoubleStream.generate(() -> mebibytesPerSecond(scan, content))
            .limit(WARM_UP + RUNS)
            .skip(WARM_UP)
            .sorted()
            .toArray();
    var measured =
        String.format(
            Locale.ROOT,
            "median %.1f MiB/s (%.1f to %.1f in %d runs), %d found",
            speeds[RUNS / 2],
            speeds[0],
            speeds[RUNS - 1],
            RUNS,
            found);
    return Figure.context("secrets by their form: " + what, measured);
  }

  private static double mebibytesPerSecond(LeakScan scan, Content content) {
    var startedAt = System.nanoTime();
    scan.in(content);
    return content.size() / (double) (1 << 20) * 1e9 / (System.nanoTime() - startedAt);
  }

  private static String scripts() {
    var lines =
        Map.of(
            0, "export function render(items) {\n",
            1, "  const total = items.reduce((sum, item) => sum + item.amount, 0);\n",
            2, "  document.querySelector('#total').textContent = total.toFixed(2);\n",
            3, "  const token = localStorage.getItem('token') ?? '';\n",
            4, "}\n\n");
    return repeated(number -> lines.get(number % lines.size()));
  }

  private static String table() {
    return repeated(number -> number + ",2026-11-23,\"Widget, large\"," + number * 7 + ".50\n");
  }

  private static String base64() {
    var random = new Random(SEED);
    return "@font-face { src: url(data:font/woff2;base64,"
        + repeated(number -> LETTERS.charAt(random.nextInt(LETTERS.length())) + "")
        + ") }\n";
  }

  private static String repeated(java.util.function.IntFunction<String> piece) {
    var text = new StringBuilder();
    for (var number = 0; text.length() < BYTES; number++) {
      text.append(piece.apply(number));
    }
    return text.toString();
  }
}
