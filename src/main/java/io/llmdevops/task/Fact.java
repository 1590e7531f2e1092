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

  /**
   * A model is about to be called; stored before the call is made.
   *
   * @param callId tells it from every other call
   * @param reserved the most that it may take
   */
  record CallBegun(String callId, ModelCall reserved) implements Fact {
    public CallBegun {
      Objects.requireNonNull(callId, "callId");
      Objects.requireNonNull(reserved, "reserved");
    }
  }

  /** The call ended: what it took replaces what was reserved for it. */
  record CallEnded(String callId, ModelCall call) implements Fact {
    public CallEnded {
      Objects.requireNonNull(callId, "callId");
      Objects.requireNonNull(call, "call");
    }
  }

  /** The call came to nothing before the model set to work: it does not count. */
  record CallWithdrawn(String callId) implements Fact {
    public CallWithdrawn {
      Objects.requireNonNull(callId, "callId");
    }
  }

  /** This model is not asked again for this task; a line of the timeline as well. */
  record ModelGivenUp(TaskReport.GivenUp givenUp) implements Fact {
    public ModelGivenUp {
      Objects.requireNonNull(givenUp, "givenUp");
    }
  }

  /** A version was judged; replaces what was stored of an earlier judgement of it. */
  record VersionChecked(int number, List<CheckResult> results) implements Fact {
    public VersionChecked {
      results = List.copyOf(results);
    }
  }

  /** What a version looks like in a browser; replaces an earlier picture of it. */
  record Pictured(int number, Picture picture) implements Fact {
    public Pictured {
      Objects.requireNonNull(picture, "picture");
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

  /**
   * The push happened.
   *
   * @param pagesUrl empty where there is no page for it
   */
  record Pushed(String repoUrl, String commitSha, Optional<String> pagesUrl) implements Fact {
    public Pushed {
      Objects.requireNonNull(repoUrl, "repoUrl");
      Objects.requireNonNull(commitSha, "commitSha");
      Objects.requireNonNull(pagesUrl, "pagesUrl");
    }
  }

  /**
   * To be remembered by this name until the task is taken up again; replaces what it was before.
   */
  record Marked(String name, String value) implements Fact {
    public Marked {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
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

  /** The task's {@code error} stands no more. */
  record Solved() implements Fact {}

  /** A line of the timeline, without a change of state. */
  record Note(String detail) implements Fact {
    public Note {
      Objects.requireNonNull(detail, "detail");
    }
  }
}
