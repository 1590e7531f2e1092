package io.llmdevops.secrets.leaks;

import java.util.Locale;
import java.util.Set;

/** What is looked at once an expression has matched: structure, checksum, surroundings. */
enum Structure {
  /** Nothing but that it is no placeholder. */
  PLAIN {
    @Override
    Finding judge(Match match) {
      return Finding.unless(Placeholder.is(match.body()));
    }
  },
  /** Too regular in its form to be told from a placeholder by its looks. */
  LAX {
    @Override
    Finding judge(Match match) {
      return Finding.unless(Placeholder.distinct(match.body()) < FEWEST_DISTINCT);
    }
  },
  /** Without a separator in it: pieces of base64 look the same. */
  APART {
    @Override
    Finding judge(Match match) {
      return isOfBase64(match.before()) || isOfBase64(match.behind())
          ? Finding.NONE
          : PLAIN.judge(match);
    }
  },
  /**
   * Firebase's are made to stand in pages (firebase.google.com/docs/projects/api-keys): a key next
   * to the rest of such a configuration is none.
   */
  GOOGLE {
    @Override
    Finding judge(Match match) {
      var around = match.around(700);
      var firebase =
          around.contains("authDomain")
              || around.contains("messagingSenderId")
              || around.contains(".firebaseapp.com");
      return firebase ? Finding.PUBLIC : PLAIN.judge(match);
    }
  },
  /** The key that a page searches with is public (algolia.com/doc/guides/security/api-keys). */
  ALGOLIA {
    @Override
    Finding judge(Match match) {
      var name = match.name().toLowerCase(Locale.ROOT);
      var powerful = name.contains("admin") || name.contains("write") || name.contains("secret");
      return powerful ? PLAIN.judge(match) : Finding.PUBLIC;
    }
  },
  JWT {
    @Override
    Finding judge(Match match) {
      return JsonWebToken.judge(match.text(), match.at());
    }
  },
  /** The first part is the bot's number in base64. */
  DISCORD {
    @Override
    Finding judge(Match match) {
      var first = match.found().substring(0, match.found().indexOf('.'));
      var number = Base64Text.decoded(first);
      return number.matches("[0-9]{17,20}") ? PLAIN.judge(match) : Finding.NONE;
    }
  },
  /** So many equal letters in front are common in base64 of nothing: the rest has to be escaped. */
  TWITTER {
    @Override
    Finding judge(Match match) {
      var rest = match.found().replaceFirst("^A+", "");
      return Finding.unless(!rest.contains("%") || Placeholder.is(rest));
    }
  },
  /** A signature is one of Azure's where the version of the storage service stands by it. */
  SAS {
    @Override
    Finding judge(Match match) {
      return match.around(400).contains("sv=20") ? PLAIN.judge(match) : Finding.NONE;
    }
  },
  JWK {
    @Override
    Finding judge(Match match) {
      return match.around(2000).contains("\"kty\"") ? PLAIN.judge(match) : Finding.NONE;
    }
  },
  URL {
    @Override
    Finding judge(Match match) {
      var password = match.group(1);
      var host = match.group(2).toLowerCase(Locale.ROOT);
      var known =
          password.length() < 4
              || isTemplate(password)
              || isTemplate(host)
              || USUAL_PASSWORDS.contains(password.toLowerCase(Locale.ROOT))
              || match.found().contains("//" + password + ":")
              || password.chars().allMatch(Character::isDigit);
      return Finding.unless(
          known
              || isNowhere(host)
              || isLocalWeb(match.found(), host)
              || Placeholder.isNamed(password));
    }
  };

  private static final int FEWEST_DISTINCT = 10;

  private static final Set<String> USUAL_PASSWORDS =
      Set.of(
          "postgres",
          "root",
          "admin",
          "pass",
          "pwd",
          "test",
          "guest",
          "mysql",
          "mongo",
          "redis",
          "user",
          "12345",
          "123456",
          "qwerty",
          "hunter2",
          "changeit",
          "mypass",
          "pw",
          "letmein");

  abstract Finding judge(Match match);

  private static boolean isOfBase64(char letter) {
    return letter == '+' || letter == '/' || letter == '=';
  }

  private static boolean isTemplate(String text) {
    return text.chars().anyMatch(each -> "$%{}[]()*".indexOf(each) >= 0) || text.contains("...");
  }

  /** A database within a cluster has a name without a dot, a site on the web has none such. */
  private static boolean isLocalWeb(String url, String host) {
    return host.indexOf('.') < 0 && (url.startsWith("http") || url.startsWith("ftp"));
  }

  private static boolean isNowhere(String host) {
    return host.startsWith("localhost")
        || host.startsWith("127.")
        || host.equals("host")
        || host.equals("hostname")
        || host.contains("example")
        || host.endsWith(".test")
        || host.endsWith(".invalid");
  }

  static Structure named(String name) {
    return name.equals("-") ? PLAIN : valueOf(name.toUpperCase(Locale.ROOT));
  }
}
