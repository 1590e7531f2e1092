package io.llmdevops.config;

import java.util.Locale;

/** By which language's rules letters become upper and lower case. */
public final class Spelling {

  private Spelling() {}

  /**
   * Has the whole process spell as its sources do. To be said before any library is used: several
   * of them change the case of keywords by the machine's language, and in Turkish {@code string}
   * becomes {@code STRİNG} (JDK, {@link String#toUpperCase()}).
   */
  public static void ofTheSources() {
    Locale.setDefault(Locale.ROOT);
  }
}
