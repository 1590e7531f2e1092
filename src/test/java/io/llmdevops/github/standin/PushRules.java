package io.llmdevops.github.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a push is looked at for. A repository with rules has a hook that moves its branches itself,
 * since only such a one may choose what is told to the client ("githooks", proc-receive).
 *
 * @param secrets no token of GitHub may be in it
 * @param workflows files below {@code .github/workflows} may be in it
 */
record PushRules(boolean secrets, boolean workflows) {

  private static final String CONFIG =
      "[core]\n\trepositoryformatversion = 0\n\tbare = true\n[http]\n\treceivepack = true\n";

  private static final String HOOK =
      """
      #!/bin/sh
      next() {
        length=$(dd bs=1 count=4 2>/dev/null)
        case "$length" in ''|0000) return 1;; esac
        text=$(dd bs=1 count=$((0x$length - 4)) 2>/dev/null | tr -d '\\000')
      }
      packet() { printf '%04x%s' $((${#1} + 4)) "$1"; }
      judge() {
        base=$1
        case "$base" in *[!0]*) ;; *) base=4b825dc642cb6eb9a060e54bf8d69288fbee4904;; esac
        if [ -e hooks/no-workflows ]; then
          path=$(git diff-tree -r --name-only "$base" "$2" -- .github/workflows | head -n 1)
          if [ -n "$path" ]; then
            packet "ng $3 refusing to allow a Personal Access Token to create or update workflow \\`$path\\` without \\`workflow\\` scope"
            return
          fi
        fi
        if [ -e hooks/no-secrets ]; then
          found=$(git grep -I -n -E 'gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{82}' "$2" | cut -d: -f2,3)
          if [ -n "$found" ]; then
            {
              echo "error: GH013: Repository rule violations found for $3."
              echo
              echo "- GITHUB PUSH PROTECTION"
              echo "  —————————————————————————————————————————"
              echo "    Resolve the following violations before pushing again"
              echo
              echo "    - Push cannot contain secrets"
              echo
              echo "     (?) Learn how to resolve a blocked push"
              echo "     https://docs.github.com/code-security/secret-scanning/working-with-secret-scanning-and-push-protection/working-with-push-protection-from-the-command-line#resolving-a-blocked-push"
              echo
              echo "      —— GitHub Personal Access Token ——————————————————————"
              echo "       locations:"
              for place in $found; do
                echo "         - commit: $2"
                echo "           path: $place"
              done
              echo
              echo "       (?) To push, remove secret from commit(s) or follow this URL to allow the secret."
            } >&2
            packet "ng $3 push declined due to repository rule violations"
            return
          fi
        fi
        if git update-ref "$3" "$2" "$1" 2>/dev/null; then
          packet "ok $3"
        else
          packet "ng $3 failed to update ref"
        fi
      }
      while next; do :; done
      packet version=1
      printf 0000
      while next; do commands="$commands$text
      "; done
      printf '%s' "$commands" | while read -r old new ref; do
        judge "$old" "$new" "$ref"
      done
      printf 0000
      """;

  /** Lays them for the next push. Blocks. */
  Void lay(Path repository) throws IOException {
    var hook = repository.resolve("hooks/proc-receive");
    Files.createDirectories(hook.getParent());
    mark(hook.resolveSibling("no-workflows"), !workflows);
    mark(hook.resolveSibling("no-secrets"), secrets);
    if (secrets || !workflows) {
      if (!Files.exists(hook)) {
        Files.writeString(hook, HOOK);
        if (!hook.toFile().setExecutable(true)) {
          throw new IOException("a hook cannot be made executable");
        }
      }
      Files.writeString(
          repository.resolve("config"), CONFIG + "[receive]\n\tprocReceiveRefs = refs/heads\n");
    } else {
      Files.writeString(repository.resolve("config"), CONFIG);
    }
    return null;
  }

  private static void mark(Path file, boolean isThere) throws IOException {
    if (!isThere) {
      Files.deleteIfExists(file);
    } else if (!Files.exists(file)) {
      Files.createFile(file);
    }
  }
}
