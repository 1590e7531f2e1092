package io.llmdevops.model.talk;

import io.llmdevops.model.Answer;
import io.llmdevops.model.Prompt;
import io.vertx.core.AsyncResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;

/** One call of a model as two files. To be used on worker threads. */
final class Transcript {

  private static final Pattern PROMPT = Pattern.compile("(\\d{1,9})-prompt\\.txt");

  private final Path folder;
  private final int number;

  private Transcript(Path folder, int number) {
    this.folder = folder;
    this.number = number;
  }

  /** Writes what is asked; counts on from what is there, so that a restart overwrites nothing. */
  static Transcript begin(Path folder, String prompt) throws IOException {
    Files.createDirectories(folder, onlyOwner("rwx------"));
    for (var number = last(folder) + 1; ; number++) {
      try {
        write(folder.resolve(number + "-prompt.txt"), prompt);
        return new Transcript(folder, number);
      } catch (FileAlreadyExistsException taken) {
        // Another call of the same task was faster: the next number is free.
      }
    }
  }

  private static int last(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> PROMPT.matcher(file.getFileName().toString()))
          .filter(name -> name.matches())
          .mapToInt(name -> Integer.parseInt(name.group(1)))
          .max()
          .orElse(0);
    }
  }

  /** Writes what was answered. */
  Path end(String answer) throws IOException {
    var file = folder.resolve(number + "-answer.txt");
    write(file, answer);
    return file;
  }

  private static void write(Path file, String text) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, options, onlyOwner("rw-------"))) {
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private static FileAttribute<?> onlyOwner(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  /** The prompt for a person to read; pictures by type and size. */
  static String text(String model, Prompt prompt) {
    var out = new StringBuilder();
    out.append("=== to ").append(model).append(", ").append(prompt.limits()).append('\n');
    out.append("=== stable\n").append(prompt.stable()).append('\n');
    for (var turn : prompt.turns()) {
      out.append("=== ").append(turn.speaker()).append('\n').append(turn.text()).append('\n');
      for (var image : turn.images()) {
        out.append("=== image ").append(image.mediaType()).append(", ");
        out.append(image.content().size()).append(" bytes\n");
      }
    }
    return out.toString();
  }

  /** The answer and how it ended. */
  static String text(CharSequence text, AsyncResult<Answer> ended) {
    var end =
        ended.succeeded()
            ? ended.result().stop() + ", " + ended.result().call()
            : "failed: " + ended.cause().getMessage();
    return text + "\n=== " + end + "\n";
  }
}
