package io.llmdevops.config;

/**
 * A value as it came.
 *
 * @param spelling how it is called there
 * @param source where that is
 */
record Setting(String value, String spelling, String source) {

  String origin() {
    return spelling + " (" + source + ")";
  }

  /** A value inside this one. */
  Setting part(String where, String value) {
    return new Setting(value, spelling + where, source);
  }

  @Override
  public String toString() {
    return origin();
  }
}
