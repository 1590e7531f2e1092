package io.llmdevops.task;

import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a task is called everywhere: in the database, on the bus, in URLs and in logs (a UUID). */
public record TaskId(String value) {

  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /**
   * @throws IllegalArgumentException where the value is not a UUID in lower case
   */
  public TaskId {
    Objects.requireNonNull(value, "value");
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a task id");
    }
  }

  public static TaskId random() {
    return new TaskId(UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
