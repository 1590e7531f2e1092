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
            .file("icon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
            .file("feed.xml", "<a><b/></a>")
            .file("config.yml", "a: 1")
            .file("index.html", "<p>hi")
            .file("docs/guide.md", "# Guide")
            .file("blank.txt", " ")
            .file("ragged.csv", "a,b\n1\n")
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
        "data.json is valid JSON",
        "data.json contains valid JSON.",
        "The file data.json parses as JSON",
        "icon.svg is a valid SVG file",
        "feed.xml is well-formed XML",
        "config.yml is valid YAML",
        "config.yml is valid yml",
        "my data.csv is valid CSV",
        "README.md is not empty",
        "README.md exists and is non-empty",
        "index.html exists",
        "index.html exists at the root",
        "index.html is in the root directory of the repository",
        "index.html is in the repo's root folder",
        "my data.csv is committed",
        "my data.csv is included in the repo",
        "uid.txt is committed to the repository",
        "uid.txt is committed verbatim",
        "uid.txt was not modified",
        "uid.txt matches the attachment exactly",
        "The repository contains a file named uid.txt",
        "Repo has a README.md at the root",
        "Repo is MIT licensed",
        "The project is licensed under the MIT license",
        "MIT license is included in the repository",
        "Repo has MIT license file at the root of the repository",
        "docs/guide.md exists",
        "/index.html exists",
        "./data.json is valid JSON"
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
        "missing.json is valid JSON",
        "icon.svg is valid SVG",
        "feed.xml is valid XML",
        "config.yml is valid YAML",
        "empty.txt is not empty",
        "index.html exists",
        "index.html is at the root",
        "data.csv is committed",
        "MIT license file exists",
        "Repo contains a file named uid2.txt",
        "404.html exists",
        "picture.PNG is there"
      })
  void failsWhatIsPlainlyNotSo(String statement) {
    subject = Subjects.with("LICENSE", "GPL").file("uid.txt", "8").attached("uid.txt", "7");
    subject.file("kept.txt", "new").base("kept.txt", "old").file("data.json", "{");
    subject.file("icon.svg", "<svg").file("feed.xml", "<a><b></a>").file("config.yml", "a: [");
    subject.file("empty.txt", "");

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
        "docs/guide.md is at the root",
        "index.html exists and works",
        "index.html exists only once",
        "no index.html exists",
        "index.html and README.md exists",
        "index.html is",
        "index.html is valid",
        "index.html is valid HTML",
        "icon.svg is valid XML",
        "data.json is valid YAML",
        "uid.txt is valid JSON",
        "data.json is not valid JSON",
        "ragged.csv is valid CSV",
        "blank.txt is not empty",
        "README.md is published unchanged for visitors",
        "The MIT license is explained",
        "Repo has MIT license and GPL license",
        "Repo is not MIT licensed",
        "License is not MIT",
        "Repo has a professional README.md",
        "uid.txt is committed to the gh-pages branch",
        "readme.md exists",
        "guide.md exists",
        "DATA.json is valid JSON",
        "bootstrap.min.css is included",
        "jquery.min is present",
        "api.example.com is included",
        "github.io exists",
        "No file uid.txt exists",
        "Either index.html exists",
        "data.json exists and is valid JSON",
        "data.json isn't present",
        "data.json is no longer present",
        "Repo contains no uid.txt",
        "Repo contains only index.html",
        "index.html, app.js exists",
        "data.json is included in the page",
        "README.md is in the docs folder",
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
