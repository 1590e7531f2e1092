package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Findings;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.judging.Texts;
import io.llmdevops.task.CheckResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Goes through a version's files once, and judges what they name. */
final class ReferenceScan {

  private static final String INSECURE =
      "is loaded over http, which browsers do not do on a page that came over https; write https";

  private final Subject subject;
  private final Site site;
  private final Site before;
  private final Findings findings = new Findings(StandingCheck.REFERENCES);
  private final Set<String> seen = new HashSet<>();
  private final Deque<String> modules = new ArrayDeque<>();
  private int references;

  ReferenceScan(Subject subject, Site site, Site before) {
    this.subject = subject;
    this.site = site;
    this.before = before;
  }

  void file(String path) {
    var kind = Kind.of(path);
    if (kind == Kind.OTHER) {
      return;
    }
    var text = subject.text(path).filter(ReferenceScan::isBearable);
    if (text.isEmpty()) {
      findings.warn(path + ": too large or not text in UTF-8; its references were not read", "");
      return;
    }
    switch (kind) {
      case PAGE -> page(path, HtmlReferences.of(text.get()));
      case DRAWING -> page(path, HtmlReferences.ofSvg(text.get()));
      case MANIFEST -> judge(path, Site.start(path), ManifestReferences.of(text.get()));
      default -> judge(path, Site.start(path), CssReferences.of(text.get(), 1));
    }
  }

  /** Those that pages load, and those that these import. */
  void modules() {
    while (!modules.isEmpty()) {
      var path = modules.poll();
      subject
          .text(path)
          .filter(ReferenceScan::isBearable)
          .map(code -> ModuleImports.of(code, 1))
          .ifPresent(imports -> judge(path, Site.start(path), imports));
    }
  }

  private void page(String path, HtmlReferences page) {
    var start = Site.start(path);
    if (page.base().isEmpty()) {
      judge(path, start, page.references());
      return;
    }
    var base = page.base().get();
    if (Target.isElsewhere(base.target())) {
      return;
    }
    var place = site.place(base.target(), start);
    place.fault().ifPresent(fault -> add(path, base, fault, true));
    if (place.fault().isEmpty()) {
      judge(path, Site.folder(place.path()), page.references());
    }
  }

  private void judge(String path, String start, List<Reference> all) {
    all.stream().limit(ReferencesRule.MOST_REFERENCES).forEach(each -> judge(path, start, each));
    if (all.size() > ReferencesRule.MOST_REFERENCES) {
      findings.warn(path + ": of its references only the first 10,000 were looked at", "");
    }
  }

  private void judge(String path, String start, Reference reference) {
    var target = reference.target();
    if (Target.isInsecure(target)) {
      insecure(path, reference);
    } else if (!isToThePageItself(target) && !Target.isElsewhere(target)) {
      references++;
      site.fault(target, start)
          .ifPresent(fault -> add(path, reference, fault, wasBroken(reference, start)));
      if (reference.kind() == Reference.Kind.MODULE) {
        site.file(target, start).filter(seen::add).ifPresent(modules::add);
      }
    }
  }

  private void insecure(String path, Reference reference) {
    if (reference.isRun()) {
      add(path, reference, INSECURE, true);
    } else if (reference.kind() == Reference.Kind.SHOWN) {
      findings.warn(reason(path, reference, INSECURE), "");
    }
  }

  private static boolean isToThePageItself(String target) {
    var trimmed = target.strip();
    return trimmed.isEmpty() || trimmed.startsWith("#") || trimmed.startsWith("?");
  }

  private boolean wasBroken(Reference reference, String start) {
    return before.fault(reference.target(), start).isPresent();
  }

  private void add(String path, Reference reference, String fault, boolean wasBroken) {
    var reason = reason(path, reference, fault);
    if (reference.isWeak()) {
      findings.warn(reason, "");
    } else if (wasBroken) {
      findings.addUnlessInherited(subject, path, reason, "");
    } else {
      findings.add(subject, path, reason, "");
    }
  }

  private static String reason(String path, Reference reference, String fault) {
    var where = path + ", line " + reference.line() + ": " + reference.what() + " ";
    return where + Texts.quoted(reference.target()) + " " + fault;
  }

  List<CheckResult> results() {
    return findings.orPassed(references + " local references, each one resolves");
  }

  private static boolean isBearable(String text) {
    return text.length() <= ReferencesRule.LARGEST
        && text.chars().filter(each -> each == '<').limit(ReferencesRule.MOST_TAGS + 1L).count()
            <= ReferencesRule.MOST_TAGS;
  }

  /** What of a file's text names other files. */
  private enum Kind {
    PAGE,
    STYLE,
    DRAWING,
    MANIFEST,
    OTHER;

    static Kind of(String path) {
      var name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
      if (name.equals("manifest.json")) {
        return MANIFEST;
      }
      return switch (name.substring(name.lastIndexOf('.') + 1)) {
        case "html", "htm", "xhtml" -> PAGE;
        case "css" -> STYLE;
        case "svg" -> DRAWING;
        case "webmanifest" -> MANIFEST;
        default -> OTHER;
      };
    }
  }
}
