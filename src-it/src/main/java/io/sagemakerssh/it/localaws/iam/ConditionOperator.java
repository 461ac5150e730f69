package io.sagemakerssh.it.localaws.iam;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiPredicate;

/** How a condition compares a request's value with a policy's. */
enum ConditionOperator {
  STRING_EQUALS("StringEquals", false, String::equals),
  STRING_NOT_EQUALS("StringNotEquals", true, String::equals),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, String::equalsIgnoreCase),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, String::equalsIgnoreCase),
  STRING_LIKE("StringLike", false, (actual, pattern) -> Glob.matches(pattern, actual)),
  STRING_NOT_LIKE("StringNotLike", true, (actual, pattern) -> Glob.matches(pattern, actual)),
  ARN_EQUALS("ArnEquals", false, (actual, pattern) -> Glob.matches(pattern, actual)),
  ARN_LIKE("ArnLike", false, (actual, pattern) -> Glob.matches(pattern, actual)),
  ARN_NOT_EQUALS("ArnNotEquals", true, (actual, pattern) -> Glob.matches(pattern, actual)),
  ARN_NOT_LIKE("ArnNotLike", true, (actual, pattern) -> Glob.matches(pattern, actual)),
  BOOL("Bool", false, String::equalsIgnoreCase);

  private final String policyName;
  private final boolean negated;
  private final BiPredicate<String, String> comparison;

  ConditionOperator(String policyName, boolean negated, BiPredicate<String, String> comparison) {
    this.policyName = policyName;
    this.negated = negated;
    this.comparison = comparison;
  }

  static Optional<ConditionOperator> named(String name) {
    return Arrays.stream(values()).filter(operator -> operator.policyName.equals(name)).findFirst();
  }

  /** Whether this is one of the "Not" operators, which hold if no value compares. */
  boolean negated() {
    return negated;
  }

  /** Compares without regard to negation. */
  boolean compares(String actual, String wanted) {
    return comparison.test(actual, wanted);
  }
}
