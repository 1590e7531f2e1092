package io.llmdevops.check.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.judging.Subjects;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeRuleTest {

  private static final ReadmeRule RULE = new ReadmeRule();

  @Test
  void takesAReadmeWithAllSections() {
    assertThat(faults(Subjects.README)).isEmpty();
  }

  @Test
  void wantsAReadme() {
    assertThat(new Subjects().faults(RULE)).containsExactly("README.md: there is none");
    assertThat(Subjects.with("docs/README.md", Subjects.README).faults(RULE)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "## Summary,Summary",
    "## Setup,Setup",
    "## Usage,Usage",
    "## Code explanation,Code explanation",
    "## License,Licence"
  })
  void namesTheSectionThatIsMissing(String heading, String title) {
    assertThat(faults(Subjects.README.replace(heading, "## Other")))
        .containsExactly("README.md: no section \"" + title + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Summary|# 1. Overview",
        "Summary|### 📝 Project Summary",
        "Summary|## What it does?",
        "Summary|<h2 align=\"center\">About</h2>",
        "Setup|## Getting Started",
        "Setup|## Set-up:",
        "Setup|## Installation & Configuration",
        "Setup|**Local setup**",
        "Usage|## How to use",
        "Usage|## Using the App",
        "Usage|## USAGE ##",
        "Code explanation|## How It Works",
        "Code explanation|## Code Overview",
        "Code explanation|## Project structure",
        "Code explanation|## Architecture",
        "License|## Licence",
        "License|## [MIT License](LICENSE)",
        "License|#### License information",
      })
  void findsASectionUnderAnyUsualHeading(String usual, String heading) {
    assertThat(faults(Subjects.README.replace("## " + usual, heading))).isEmpty();
  }

  @Test
  void takesTwoSectionsUnderOneHeading() {
    var readme = Subjects.README.replace("## Setup\n\nNone.\n\n## Usage", "## Setup and usage");

    assertThat(faults(readme)).isEmpty();
  }

  @Test
  void takesUnderlinedHeadings() {
    var readme = Subjects.README.replace("## Setup", "Setup\n-----").replace("# App", "App\n===");

    assertThat(faults(readme)).isEmpty();
  }

  @Test
  void takesNoCodeOverviewForASummary() {
    assertThat(faults(Subjects.README.replace("## Summary", "## Code overview"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Setup", "#Setup", "####### Setup", "```\n## Setup\n```", "Read on for setup"})
  void takesForAHeadingOnlyWhatIsOne(String line) {
    assertThat(faults(Subjects.README.replace("## Setup", line))).hasSize(1);
  }

  @Test
  void goesOnBehindInlineCodeThatLooksLikeAFence() {
    assertThat(faults(Subjects.README.replace("A page.", "```npm start``` runs it"))).isEmpty();
  }

  @Test
  void takesNothingIndentedForAFence() {
    assertThat(faults(Subjects.README.replace("A page.", "    ```\n    # Usage"))).isEmpty();
    assertThat(faults(Subjects.README.replace("## Usage", "    ## Usage"))).hasSize(1);
  }

  @Test
  void wantsSomethingUnderAHeading() {
    assertThat(faults(Subjects.README.replace("Open it.", "")))
        .containsExactly("README.md: nothing stands under the heading \"Usage\"");
    assertThat(faults(Subjects.README.replace("Open it.", "### In a browser\n\nOpen it.")))
        .isEmpty();
    assertThat(faults(Subjects.README.replace("Open it.", "```\nopen index.html\n```"))).isEmpty();
  }

  @Test
  void readsHostileReadmesInTime() {
    var hostile = List.of("#", "> ", "# a\n", "* ", "```\n", "[", "**", "<h1>", "a\n-\n");

    Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () ->
            hostile.forEach(
                each -> assertThat(faults(each.repeat(1_000_000 / each.length()))).hasSize(5)));
  }

  private static List<String> faults(String readme) {
    return Subjects.with("README.md", readme).faults(RULE);
  }
}
