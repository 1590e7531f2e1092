package io.llmdevops.github.endtoend;

import io.llmdevops.github.standin.Fate;
import io.llmdevops.github.standin.StandInGithub;

/** What happens beside the two rounds of a task, so that other calls are called for. */
enum Story {
  PLAIN("NOTES.md", "Mine.\n") {
    @Override
    void prepare(StandInGithub github, int round) {
      // All goes well.
    }
  },

  /** The build of round 1 does not move until it is asked for again. */
  STUCK("NOTES.md", "Mine.\n") {
    @Override
    void prepare(StandInGithub github, int round) {
      if (round == 1) {
        github.builds().next(Fate.STUCK);
      }
    }
  },

  /** A person makes it a workflow's site; the run of round 2 is cancelled. */
  WORKFLOW(
      ".github/workflows/site.yml",
      """
      name: Site
      on:
        push:
          branches: [main]
      permissions:
        contents: read
        pages: write
        id-token: write
      jobs:
        deploy:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
            - uses: actions/upload-pages-artifact@v3
              with:
                path: .
            - uses: actions/deploy-pages@v4
      """) {
    @Override
    void prepare(StandInGithub github, int round) {
      if (round == 2) {
        github.runs().next(Fate.CANCELLED);
      }
    }
  };

  private final String path;
  private final String text;

  Story(String path, String text) {
    this.path = path;
    this.text = text;
  }

  /** To be called before the round is handed in, while nothing else is under way. */
  abstract void prepare(StandInGithub github, int round);

  /** Of the file that a person pushes between the rounds. */
  String path() {
    return path;
  }

  /** Of the same file. */
  String text() {
    return text;
  }
}
