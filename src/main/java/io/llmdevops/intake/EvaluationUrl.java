package io.llmdevops.intake;

import io.llmdevops.net.AddressGuard;
import io.llmdevops.net.CallbackUrl;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a callback may be sent to, as far as the address itself tells. */
final class EvaluationUrl {

  private static final int MAX_LENGTH = 2_048;
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");

  private final AddressGuard guard;

  EvaluationUrl(AddressGuard guard) {
    this.guard = guard;
  }

  /** Why no callback can go there, for the client; empty where one can be tried. */
  Optional<String> fault(String url) {
    if (url.length() > MAX_LENGTH) {
      return Optional.of("must have at most " + MAX_LENGTH + " characters");
    }
    if (!PRINTABLE.matcher(url).matches()) {
      return Optional.of("must be ASCII without blanks; anything else is percent-encoded");
    }
    try {
      return refusal(CallbackUrl.parse(url));
    } catch (IllegalArgumentException notToBeCalled) {
      return Optional.of(notToBeCalled.getMessage());
    }
  }

  /** At once, though the guard is asked again before each call: by then nobody reads answers. */
  private Optional<String> refusal(CallbackUrl url) {
    return guard
        .refusal(url.host())
        .map(reason -> reason + "; callbacks go there only with NOTIFY_ALLOW_PRIVATE=true");
  }
}
