package io.llmdevops.task;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which GitHub workflows a model may write, and nothing else on which GitHub would act of its own
 * accord: neither actions that a workflow already there may run, nor orders to Dependabot, which
 * opens pull requests (GitHub Docs, "Dependabot options reference"). A workflow runs with a token
 * of the repository, so whatever cannot be proved harmless is left out.
 *
 * <p>The proof: every line, comments aside, is one of a short list, and no line of that list names
 * a secret, a runner of one's own, a trigger other than {@code push} and {@code workflow_dispatch},
 * or a permission to write other than {@code pages} and {@code id-token}. However such lines are
 * put together, none of these can come of it. A list is enough for the workflows that publish a
 * site, and unlike a parser it cannot read a file differently from GitHub.
 */
public final class WorkflowRule {

  private static final String FOLDER = ".github/workflows/";

  private static final String ACTIONS = ".github/actions/";

  private static final Pattern DEPENDABOT = Pattern.compile("\\.github/dependabot\\.ya?ml");

  /** Characters; those that publish a site have some thousand. */
  private static final int LONGEST = 100_000;

  /** Taking a comment off takes a time that grows with the square of a line's blanks. */
  private static final int LONGEST_LINE = 1_000;

  private static final List<Pattern> HARMLESS =
      List.of(
          line("(- )?name: " + quoted("[\\w .,()/&-]+")),
          line("(- )?id: \\w+"),
          line("on:|push:|workflow_dispatch:|branches:|jobs:|steps:|with:|environment:"),
          line("on: (push|workflow_dispatch|\\[push\\]|\\[push, workflow_dispatch\\])"),
          line("branches: \\[ ?" + quoted("main") + " ?\\]"),
          line("- " + quoted("main")),
          line("permissions:|contents: read|pages: (read|write)|id-token: write"),
          line("concurrency:|(concurrency|group): " + quoted("[\\w-]+")),
          line("cancel-in-progress: (true|false)"),
          line("(build|test|deploy|publish|pages|build-and-deploy):"),
          line(
              "environment: github-pages|url: \\$\\{\\{ steps\\.deployment\\.outputs\\.page_url }}"),
          line("runs-on: ubuntu-(latest|\\d\\d\\.\\d\\d)|timeout-minutes: \\d{1,3}"),
          line("needs: (\\[ ?)?(build|test)( ?\\])?"),
          line(
              "(- )?uses: actions/(checkout|configure-pages|upload-pages-artifact|deploy-pages"
                  + "|setup-node|setup-python)@v\\d{1,2}"),
          line("path: " + quoted("[\\w./-]+")),
          line("(node-version|python-version|cache): " + quoted("[\\w.]+")),
          line("(- )?run: npm (ci|install|test|run [\\w:-]+)"));

  /** Without it the token may do whatever the repository's settings say. */
  private static final Pattern PERMISSIONS =
      Pattern.compile("(?m)^permissions: *\\n +(contents|pages|id-token): ");

  private WorkflowRule() {}

  /** Why a file with that text must be left out, if it must. */
  public static Optional<String> reasonAgainst(String path, String text) {
    var folded = path.toLowerCase(Locale.ROOT);
    if (folded.startsWith(FOLDER)) {
      return reasonAgainst(text);
    }
    if (folded.startsWith(ACTIONS)) {
      return Optional.of("it is an action, which a workflow that lies here already may run");
    }
    return DEPENDABOT.matcher(folded).matches()
        ? Optional.of("it would have GitHub open pull requests")
        : Optional.empty();
  }

  private static Optional<String> reasonAgainst(String text) {
    if (text.length() > LONGEST) {
      return Optional.of("the workflow is too long to be proved harmless");
    }
    if (!PERMISSIONS.matcher(text).find()) {
      return Optional.of("the workflow does not name its permissions");
    }
    return text.lines()
        .filter(line -> !isHarmless(line))
        .findFirst()
        .map(line -> "the workflow cannot be proved harmless: " + OneLine.of(line, 100));
  }

  private static boolean isHarmless(String line) {
    if (line.length() > LONGEST_LINE) {
      return false;
    }
    var bare = withoutComment(line);
    return bare.isEmpty() || HARMLESS.stream().anyMatch(pattern -> pattern.matcher(bare).matches());
  }

  /** Only blanks may indent, and only they are taken off. */
  private static String withoutComment(String line) {
    return line.replaceAll("(^| +)#.*$", "").replaceAll("^ +| +$", "");
  }

  /** A quote that is left open would hide the lines after it, so quotes come in pairs. */
  private static String quoted(String form) {
    return "(" + form + "|\"" + form + "\"|'" + form + "')";
  }

  private static Pattern line(String form) {
    return Pattern.compile(form);
  }
}
