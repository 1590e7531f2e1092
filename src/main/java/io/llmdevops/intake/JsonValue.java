package io.llmdevops.intake;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A JSON value, reduced to what a task's rules need to know of it. */
sealed interface JsonValue {

  record Text(String value) implements JsonValue {
    public Text {
      Objects.requireNonNull(value, "value");
    }
  }

  /** A number without fraction or exponent, as it was written: of any length, so never computed. */
  record Whole(String digits) implements JsonValue {
    public Whole {
      Objects.requireNonNull(digits, "digits");
    }
  }

  /**
   * An array.
   *
   * @param first not more of its items than any rule allows
   * @param count how many there were
   */
  record Items(List<JsonValue> first, long count) implements JsonValue {
    public Items {
      first = List.copyOf(first);
    }
  }

  /** An object, with those of its members that the contract knows. */
  record Members(Map<String, JsonValue> byName) implements JsonValue {
    public Members {
      byName = Map.copyOf(byName);
    }

    /** The member, {@link Nothing} where there is none. */
    JsonValue get(String name) {
      return byName.getOrDefault(name, Nothing.NULL);
    }
  }

  /** A truth value, a number with fraction or exponent, or something nested too deep to matter. */
  enum Unusable implements JsonValue {
    VALUE
  }

  /** Null, and absent: the contract takes both alike. */
  enum Nothing implements JsonValue {
    NULL
  }
}
