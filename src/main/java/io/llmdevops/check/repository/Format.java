package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Subject;
import java.util.Locale;
import java.util.Optional;

/** What a file may call itself by the end of its name, for whoever asks about one file. */
public enum Format {
  JSON(new JsonRule()),
  YAML(new YamlRule()),
  SVG(new XmlRule()),
  XML(new XmlRule()),
  CSV(new CsvRule());

  private static final String DRAWING = ".svg";

  private final FormatRule rule;

  Format(FormatRule rule) {
    this.rule = rule;
  }

  /** Whether a file of that name is of this kind and of no other. */
  public boolean isOf(String path) {
    var lower = path.toLowerCase(Locale.ROOT);
    return rule.isOne(lower) && (this == SVG) == lower.endsWith(DRAWING);
  }

  /**
   * What is wrong with that file, if anything is.
   *
   * @param path of a file that is there
   */
  public Optional<Fault> fault(Subject subject, String path) {
    return rule.faultIfReadable(subject, path);
  }
}
