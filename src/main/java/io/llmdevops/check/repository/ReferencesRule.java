package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Findings;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.judging.Texts;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CommitRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What pages and style sheets name on this site is there. */
final class ReferencesRule implements Rule {

  /** Characters; what is longer would hold up everybody else. */
  static final int LARGEST = 1_000_000;

  /** Tags; each takes some hundred bytes of memory while a page is read. */
  static final int MOST_TAGS = 100_000;

  @Override
  public StandingCheck check() {
    return StandingCheck.REFERENCES;
  }

  @Override
  public List<CheckResult> judge(Subject subject) {
    var repositories = new ArrayList<>(subject.request().repository().names());
    subject.version().base().map(CommitRef::repository).ifPresent(repositories::add);
    var scan =
        new Scan(
            subject,
            new Site(subject.tree().files().keySet(), repositories),
            new Site(subject.base().files().keySet(), repositories));
    subject.tree().files().keySet().forEach(scan::file);
    return scan.findings.orPassed(scan.references + " local references, each one resolves");
  }

  private static boolean isBearable(String text) {
    return text.length() <= LARGEST
        && text.chars().filter(each -> each == '<').limit(MOST_TAGS + 1L).count() <= MOST_TAGS;
  }

  private static final class Scan {

    private final Subject subject;
    private final Site site;
    private final Site before;
    private final Findings findings = new Findings(StandingCheck.REFERENCES);
    private int references;

    Scan(Subject subject, Site site, Site before) {
      this.subject = subject;
      this.site = site;
      this.before = before;
    }

    void file(String path) {
      var name = path.toLowerCase(Locale.ROOT);
      var isPage = name.endsWith(".html") || name.endsWith(".htm");
      if (!isPage && !name.endsWith(".css")) {
        return;
      }
      var text = subject.text(path).filter(ReferencesRule::isBearable);
      if (text.isEmpty()) {
        findings.warn(path + ": too large or not text in UTF-8; its references were not read", "");
      } else if (isPage) {
        page(path, text.get());
      } else {
        var folder = Site.folder(path);
        CssReferences.of(text.get(), 1).forEach(each -> judge(path, folder, each));
      }
    }

    private void page(String path, String html) {
      var page = HtmlReferences.of(html);
      var folder = Site.folder(path);
      if (page.base().isEmpty()) {
        page.references().forEach(each -> judge(path, folder, each));
        return;
      }
      var base = page.base().get();
      if (Target.isElsewhere(base.target())) {
        return;
      }
      var place = site.place(base.target(), folder);
      place.fault().ifPresent(fault -> add(path, base, fault, true));
      if (place.fault().isEmpty()) {
        page.references().forEach(each -> judge(path, Site.folder(place.path()), each));
      }
    }

    private void judge(String path, String folder, Reference reference) {
      if (isToThePageItself(reference.target()) || Target.isElsewhere(reference.target())) {
        return;
      }
      references++;
      site.fault(reference.target(), folder)
          .ifPresent(fault -> add(path, reference, fault, wasBroken(reference, folder)));
    }

    private static boolean isToThePageItself(String target) {
      var trimmed = target.strip();
      return trimmed.isEmpty() || trimmed.startsWith("#") || trimmed.startsWith("?");
    }

    private boolean wasBroken(Reference reference, String folder) {
      return before.fault(reference.target(), folder).isPresent();
    }

    private void add(String path, Reference reference, String fault, boolean wasBroken) {
      var where = path + ", line " + reference.line() + ": " + reference.what() + " ";
      var reason = where + Texts.quoted(reference.target()) + " " + fault;
      if (reference.weak()) {
        findings.warn(reason, "");
      } else if (wasBroken) {
        findings.addUnlessInherited(subject, path, reason, "");
      } else {
        findings.add(subject, path, reason, "");
      }
    }
  }
}
