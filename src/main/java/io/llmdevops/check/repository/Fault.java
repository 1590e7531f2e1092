package io.llmdevops.check.repository;

/**
 * Why a file is not what its name says.
 *
 * @param where a place within the file, to be put behind its path; may be empty
 * @param what begins with a colon
 * @param at the text there, or what a parser said
 * @param isMinor worth a warning, whoever wrote the file
 */
public record Fault(String where, String what, String at, boolean isMinor) {

  /** Of the file as a whole. */
  static Fault of(String what) {
    return new Fault("", ": " + what, "", false);
  }

  /** Of the file as a whole, and not worth more than a warning. */
  static Fault minor(String what) {
    return new Fault("", ": " + what, "", true);
  }

  /**
   * @param line from 1; nothing is said of a place where it is less
   */
  static Fault at(int line, int column, String what, String at) {
    var where = line < 1 ? "" : ", line " + line + ", column " + Math.max(1, column);
    return new Fault(where, ": " + what, at, false);
  }
}
