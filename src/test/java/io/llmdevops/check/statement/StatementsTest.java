package io.llmdevops.check.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.judging.Subjects;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class StatementsTest {

  public static final String MIT =
      "MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy\n"
          + "of this software, to deal in the Software without restriction. The above copyright"
          + " notice and this permission notice shall be included in all copies.\n"
          + "THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND";

  private Subjects subject;

  @BeforeEach
  void aRepository() {
    subject =
        Subjects.with("LICENSE", MIT)
            .file("README.md", Subjects.README)
            .file("uid.txt", "7")
            .file("my data.csv", "1,2")
            .file("app.js", "")
            .file("data.json", "{}")
            .file("kept.txt", "old")
            .base("kept.txt", "old")
            .file("file 1.txt", "1")
            .attached("file 1.txt", "1")
            .attached("uid.txt", "7")
            .attached("my data.csv", "1,2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Repo has MIT license",
        "The repository has an MIT licence.",
        "LICENSE is MIT",
        "uid.txt is published unchanged",
        "The attached `uid.txt` file is published exactly as attached.",
        "my data.csv is published unchanged",
        "kept.txt is unchanged",
        "file 1.txt is published unchanged",
        "README.md exists",
        "README exists",
        "The repository contains LICENSE",
        "Repo has a README.md file",
        "app.js exists",
        "data.json is valid JSON"
      })
  void passesWhatIsPlainlySo(String statement) {
    assertThat(verdict(statement)).isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Repo has MIT license",
        "uid.txt is published unchanged",
        "kept.txt is unchanged",
        "README.md exists",
        "Repo has README",
        "data.json is valid JSON",
        "missing.csv is published unchanged",
        "missing.json is valid JSON"
      })
  void failsWhatIsPlainlyNotSo(String statement) {
    subject = Subjects.with("LICENSE", "GPL").file("uid.txt", "8").attached("uid.txt", "7");
    subject.file("kept.txt", "new").base("kept.txt", "old").file("data.json", "{");

    assertThat(verdict(statement)).isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md is professional",
        "README.md explains how to use the page",
        "Page displays the picture passed at ?url=...",
        "index.html links to all required assets",
        "Chart.js is present",
        "A button exists",
        "A total that is right exists",
        "Repo has MIT license and a professional README",
        "Repo does not have MIT license",
        "Repo has no license",
        "uid.txt is not published unchanged",
        "app.js is unchanged",
        "",
        "."
      })
  void leavesWhateverNeedsReading(String statement) {
    assertThat(Statements.decide(statement, subject.subject())).isEmpty();
  }

  @Test
  void seesAnEditedAttachmentAsChanged() {
    subject.file("uid.txt", Content.utf8("7 "));

    assertThat(verdict("uid.txt is published unchanged")).isEqualTo(Verdict.FAIL);
  }

  private Verdict verdict(String statement) {
    return Statements.decide(statement, subject.subject()).orElseThrow().verdict();
  }
}
