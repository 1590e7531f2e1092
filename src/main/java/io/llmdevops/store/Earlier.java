package io.llmdevops.store;

/**
 * Tasks of one repository wait for each other. The texts are those of the index {@code
 * task_under_way}: a database uses it for no others, even if they mean the same.
 */
final class Earlier {

  /** Of a task's state: it holds back later tasks of its repository. */
  static final String HOLDS_BACK = "state not in ('live', 'notified', 'failed', 'cancelled')";

  private Earlier() {}

  /**
   * A condition: no earlier task of its repository holds this one back.
   *
   * @param task the name of its row in the query, which is not {@code earlier}
   */
  static String none(String task) {
    return "not exists (select 1 from task earlier where earlier.repository_key = "
        + task
        + ".repository_key and earlier.seq < "
        + task
        + ".seq and earlier."
        + HOLDS_BACK
        + ")";
  }
}
