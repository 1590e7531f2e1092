package io.llmdevops.secrets.leaks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much the name of a value says that it is a secret. */
enum SecretName {
  /** Nothing, or that it is none. */
  NONE,
  /** It is a key to something, be it a lock or a table, or something passes. */
  KEY,
  SECRET;

  /** What every name of a secret holds one of, in whatever case. */
  static final List<String> STEMS =
      List.of("key", "token", "secret", "pass", "pwd", "credential", "auth", "bearer", "jwt");

  private static final Set<String> SECRETS =
      words(
          "secret secrets password passwords passwd passphrase pwd token apikey apikeys"
              + " credential credentials auth authorization authtoken accesstoken bearertoken bearer"
              + " jwt secretkey accesskey privatekey clientsecret apitoken authkey apisecret"
              + " masterkey encryptionkey signingkey bottoken oauthtoken refreshtoken");

  /** Before "key". */
  private static final Set<String> OF_KEYS =
      words(
          "api access private secret signing encryption master service admin auth account app bot"
              + " server subscription deploy client crypto aes hmac jwt license rapidapi");

  /** Whatever else it is called: made to be seen, or the value's fingerprint. */
  private static final Set<String> PUBLIC =
      words(
          "public publishable anon csrf xsrf nonce integrity hash hashes hashed checksum digest"
              + " sha sha1 sha256 sha384 sha512 md5 etag placeholder css class selector style color"
              + " i18n locale storage cache fingerprint thumbprint verification site measurement"
              + " sort group foreign primary event keyframes regex pattern author authors pub"
              + " commit uuid guid translation message icon svg font d3");

  /** Where the name ends in it, the value only has to do with a secret. */
  private static final Set<String> ABOUT =
      words(
          "id ids url uri href src path file filename name names label title text msg hint help"
              + " description type types prefix suffix header headers param params field input form"
              + " button btn el element count limit max min length size expires expiry ttl version"
              + " endpoint host domain code event map list index schema error provider method mode"
              + " status state template format example usage alg algorithm issuer audience scope"
              + " role policy salt iv spec kind column table query route page view component"
              + " resolved");

  private static Set<String> words(String list) {
    return Set.of(list.split(" "));
  }

  static SecretName of(String name) {
    var words = split(name);
    if (words.isEmpty() || isHarmless(words)) {
      return NONE;
    }
    if (words.stream().anyMatch(SECRETS::contains)) {
      return SECRET;
    }
    var key = Math.max(words.lastIndexOf("key"), words.lastIndexOf("keys"));
    if (key < 0) {
      return words.contains("pass") ? KEY : NONE;
    }
    return key > 0 && OF_KEYS.contains(words.get(key - 1)) ? SECRET : KEY;
  }

  /** Its words say that whoever sees it may see the value. */
  static boolean isHarmless(String name) {
    return isHarmless(split(name));
  }

  private static boolean isHarmless(List<String> words) {
    return words.stream().anyMatch(PUBLIC::contains)
        || !words.isEmpty() && ABOUT.contains(words.get(words.size() - 1));
  }

  /** {@code myApiKey}, {@code MY_API_KEY} and {@code my-api-key} alike. */
  private static List<String> split(String name) {
    return Arrays.stream(name.split("[^0-9A-Za-z]+"))
        .flatMap(part -> Stream.of(part.split("(?<=[a-z0-9])(?=[A-Z])")))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toList());
  }
}
