package io.llmdevops.config;

/**
 * A value as it came.
 *
 * @param origin how it is spelled there and where that is
 */
record Setting(String value, String origin) {

  @Override
  public String toString() {
    return origin;
  }
}
