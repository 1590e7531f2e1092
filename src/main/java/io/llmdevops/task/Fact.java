package io.llmdevops.task;

import io.llmdevops.task.Version.Dropped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Something a stage has found out or done, to be stored with the task under its fencing number. */
public sealed interface Fact {

  /** A model wrote a version. */
  record VersionWritten(Version version) implements Fact {
    public VersionWritten {
      Objects.requireNonNull(version, "version");
    }
  }

  /** A model was called. */
  record ModelCalled(ModelCall call) implements Fact {
    public ModelCalled {
      Objects.requireNonNull(call, "call");
    }
  }

  /** A version was judged; replaces what was stored of an earlier judgement of it. */
  record VersionChecked(int number, List<CheckResult> results) implements Fact {
    public VersionChecked {
      results = List.copyOf(results);
    }
  }

  /** This version is the one to publish. */
  record VersionChosen(int number) implements Fact {}

  /** Where the chosen version will be pushed, stored before the push. */
  record PushPlanned(String repository, Optional<String> parent) implements Fact {
    public PushPlanned {
      Objects.requireNonNull(repository, "repository");
      Objects.requireNonNull(parent, "parent");
    }
  }

  /** The push happened. */
  record Pushed(String repoUrl, String commitSha, String pagesUrl) implements Fact {
    public Pushed {
      Objects.requireNonNull(repoUrl, "repoUrl");
      Objects.requireNonNull(commitSha, "commitSha");
      Objects.requireNonNull(pagesUrl, "pagesUrl");
    }
  }

  /** More files were left out of a version after it had been stored. */
  record FilesDropped(int number, List<Dropped> dropped) implements Fact {
    public FilesDropped {
      dropped = List.copyOf(dropped);
    }
  }

  /** The task's {@code error}, without ending it. */
  record Problem(String error) implements Fact {
    public Problem {
      Objects.requireNonNull(error, "error");
    }
  }

  /** A line of the timeline, without a change of state. */
  record Note(String detail) implements Fact {
    public Note {
      Objects.requireNonNull(detail, "detail");
    }
  }
}
