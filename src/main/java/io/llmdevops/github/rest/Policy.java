package io.llmdevops.github.rest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reasons to refuse that a permission of the token would not change, known by GitHub's words for
 * them; its API has no other sign. The first that fits counts.
 */
public enum Policy {
  SINGLE_SIGN_ON(
      "saml|single sign-on|\\bsso\\b",
      "the organisation wants single sign-on: authorise the token for it with \"Configure SSO\""
          + " beside the token in GitHub's Settings"),
  ADDRESSES(
      "ip allow list|ip address is not|ip allowlist",
      "the organisation lets only listed IP addresses in: have one of its owners add this"
          + " machine's to the IP allow list"),
  APPROVAL(
      "approv|\\bpending\\b",
      "the organisation has not approved the token yet: have one of its owners do so under"
          + " Settings, Personal access tokens"),
  LIFETIME(
      "lifetime",
      "the organisation limits how long a token may be valid: make one that expires sooner"),
  KIND_OF_TOKEN(
      "forbids access via|does not allow.*personal access token|personal access tokens? "
          + "(\\(classic\\) )?(are|is) (not allowed|restricted)",
      "the organisation does not let in tokens of this kind: use the other one, classic or"
          + " fine-grained, or have one of its owners change that"),
  THIRD_PARTY(
      "oauth app access restrictions|third-party",
      "the organisation does not let this app in: have one of its owners approve it"),
  SUSPENDED(
      "suspended|access blocked|is blocked|been blocked|account.*(flagged|locked|disabled)",
      "the account or the repository is blocked: its owner must settle that with GitHub's support"),
  UNVERIFIED(
      "verif(y|ied).*e-?mail|e-?mail.*verif(y|ied)",
      "the account's e-mail address must be verified first: see GitHub's Settings, Emails"),
  PLAN(
      "upgrade to github|\\bplan (does not|doesn't)",
      "the owner's plan of GitHub has this for public repositories only, or not at all: make the"
          + " repository public, or upgrade the plan"),
  ARCHIVED("archived", "the repository is archived: unarchive it in its settings, or rename it"),
  MEMBERS(
      "admin access to the organi[sz]ation|(permission|not allowed|cannot|can't|unable) .*create.*repositor|creating.*repositor.*(not"
          + " allowed|disabled)|repository creation",
      "the organisation does not let its members create public repositories: have one of its"
          + " owners allow it under Settings, Member privileges"),
  RULE(
      "organi[sz]ation policy|enterprise policy|by (an|the|your) (organi[sz]ation|enterprise)",
      "the organisation's or enterprise's policy forbids it: have one of its owners change that");

  /** An organisation may be called "sso", too. */
  private static final Pattern NAME = Pattern.compile("`[^`]*`|'[\\w-]+'");

  private final Pattern words;
  private final String advice;

  Policy(String words, String advice) {
    this.words = Pattern.compile(words);
    this.advice = advice;
  }

  /**
   * @param said GitHub's message
   */
  public static Optional<Policy> in(String said) {
    var lower = NAME.matcher(said).replaceAll("").toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(policy -> policy.words.matcher(lower).find()).findFirst();
  }

  /** What to do about it, a clause. */
  public String advice() {
    return advice;
  }
}
