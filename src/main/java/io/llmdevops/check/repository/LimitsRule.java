package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Findings;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.PathPart;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files keep to what GitHub takes, whoever wrote them, and to much less where a model did.
 *
 * <p>GitHub (Docs: "About large files on GitHub", "Repository limits", "GitHub Pages limits"): a
 * file over 50 MiB brings a warning and one over 100 MiB is refused; a published site may have 1
 * GB; recommended are at most 3,000 entries in a folder and 50 folders one in another. A model's
 * files are text: what one writes within a task's budget is far below the limits here, so whatever
 * exceeds them was not written but grown, by an edit that repeats itself, say.
 */
final class LimitsRule implements Rule {

  private static final long MIB = 1024 * 1024;

  static final long FILE_REFUSED = 100 * MIB;
  static final long FILE_WARNED_OF = 50 * MIB;
  static final long SITE = 1_000_000_000;
  static final int ENTRIES_OF_A_FOLDER = 3_000;
  static final int DEEPEST = 50;

  static final long WRITTEN_FILE = 5 * MIB;
  static final long WRITTEN = 50 * MIB;
  static final int WRITTEN_FILES = 1_000;

  /** Bytes, as PATH_MAX of Linux has it with room for the folder that it is cloned into. */
  static final int LONGEST_PATH = 1_024;

  @Override
  public StandingCheck check() {
    return StandingCheck.LIMITS;
  }

  @Override
  public List<CheckResult> judge(Subject subject) {
    var sizes =
        subject.tree().files().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, file -> (long) file.getValue().size()));
    return judge(subject, sizes);
  }

  /**
   * @param sizes in bytes, by path; those of the subject's files
   */
  static List<CheckResult> judge(Subject subject, Map<String, Long> sizes) {
    var findings = new Findings(StandingCheck.LIMITS);
    var written =
        sizes.keySet().stream()
            .filter(path -> !subject.isAttachedAsIs(path) && !subject.isInherited(path))
            .collect(Collectors.toSet());
    sizes.keySet().stream()
        .sorted()
        .forEach(path -> file(subject, path, sizes.get(path), written.contains(path), findings));
    whole(sizes, findings);
    written(written.stream().map(sizes::get).toList(), findings);
    folders(sizes.keySet(), findings);
    return findings.orPassed(sizes.size() + " files, " + mib(sum(sizes.values().stream())));
  }

  private static void file(
      Subject subject, String path, long size, boolean isWritten, Findings findings) {
    if (size > FILE_REFUSED) {
      findings.fail(path + ": " + mib(size) + "; GitHub refuses files over 100 MiB", "");
    } else if (isWritten && size > WRITTEN_FILE) {
      findings.fail(path + ": " + mib(size) + "; write files of at most " + mib(WRITTEN_FILE), "");
    } else if (size > FILE_WARNED_OF) {
      findings.warn(path + ": " + mib(size) + "; GitHub warns of files over 50 MiB", "");
    }
    var parts = path.split("/");
    if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH
        || Stream.of(parts).map(PathPart::new).anyMatch(PathPart::isTooLong)) {
      var reason = path + ": its path is too long for many machines; at most 255 bytes a part";
      findings.addUnlessInherited(subject, path, reason, "");
    } else if (parts.length - 1 > DEEPEST) {
      var reason = path + ": it lies more than " + DEEPEST + " folders deep";
      findings.addUnlessInherited(subject, path, reason, "");
    }
  }

  private static void whole(Map<String, Long> sizes, Findings findings) {
    var sum = sum(sizes.values().stream());
    if (sum > SITE) {
      findings.fail("all files: " + mib(sum) + "; GitHub Pages publishes at most 1 GB", "");
    }
  }

  private static void written(List<Long> sizes, Findings findings) {
    if (sizes.size() > WRITTEN_FILES) {
      var reason = "files written: " + sizes.size() + "; write at most " + WRITTEN_FILES;
      findings.fail(reason, "");
    }
    if (sum(sizes.stream()) > WRITTEN) {
      var reason = "files written: " + mib(sum(sizes.stream())) + "; write at most ";
      findings.fail(reason + mib(WRITTEN), "");
    }
  }

  private static void folders(Set<String> paths, Findings findings) {
    paths.stream()
        .flatMap(LimitsRule::entries)
        .distinct()
        .collect(Collectors.groupingBy(Site::folder, Collectors.counting()))
        .forEach(
            (folder, entries) -> {
              if (entries > ENTRIES_OF_A_FOLDER) {
                var name = folder.isEmpty() ? "the root" : folder;
                findings.warn(name + ": " + entries + " entries in one folder", "");
              }
            });
  }

  /** The file and every folder that it lies in. */
  private static Stream<String> entries(String path) {
    return Stream.iterate(path, each -> !each.isEmpty(), Site::folder).limit(DEEPEST + 2L);
  }

  private static long sum(Stream<Long> sizes) {
    return sizes.mapToLong(Long::longValue).sum();
  }

  private static String mib(long bytes) {
    return bytes < MIB ? bytes / 1024 + " KiB" : (bytes + MIB - 1) / MIB + " MiB";
  }
}
