package io.sagemakerssh.it.localaws.iam;

import io.sagemakerssh.it.localaws.auth.Caller;
import java.util.List;
import java.util.Optional;

/**
 * One condition of a statement: an operator, a key and the values of which one must compare.
 *
 * @param quantifier how a key with several values is judged
 * @param ifExists whether the condition holds when the request lacks the key
 * @param isNull whether this is the Null operator, which asks only if the key is missing
 */
record Condition(
    Optional<ConditionOperator> operator,
    Quantifier quantifier,
    boolean ifExists,
    boolean isNull,
    String key,
    List<String> values) {

  enum Quantifier {
    SINGLE,
    FOR_ALL_VALUES,
    FOR_ANY_VALUE
  }

  /**
   * Reads one condition.
   *
   * @throws IllegalArgumentException if the operator is unknown
   */
  static Condition of(String operatorText, String key, List<String> values) {
    String name = operatorText;
    Quantifier quantifier = Quantifier.SINGLE;
    if (name.startsWith("ForAllValues:")) {
      quantifier = Quantifier.FOR_ALL_VALUES;
    } else if (name.startsWith("ForAnyValue:")) {
      quantifier = Quantifier.FOR_ANY_VALUE;
    }
    name = name.substring(name.indexOf(':') + 1);
    if (name.equals("Null")) {
      return new Condition(Optional.empty(), quantifier, false, true, key, values);
    }
    boolean ifExists = name.endsWith("IfExists");
    String plain = ifExists ? name.substring(0, name.length() - "IfExists".length()) : name;
    Optional<ConditionOperator> operator = ConditionOperator.named(plain);
    if (operator.isEmpty()) {
      throw new IllegalArgumentException("Unknown condition operator " + operatorText);
    }
    return new Condition(operator, quantifier, ifExists, false, key, values);
  }

  boolean holds(Caller caller, RequestContext context) {
    List<String> actual =
        PolicyVariables.fill("${" + key + "}", caller, RequestContext.EMPTY)
            .map(List::of)
            .orElseGet(() -> context.values(key));
    if (isNull) {
      return values.contains(Boolean.toString(actual.isEmpty()));
    }
    if (actual.isEmpty()) {
      return ifExists || quantifier == Quantifier.FOR_ALL_VALUES || operator.get().negated();
    }
    return quantifier == Quantifier.FOR_ALL_VALUES
        ? actual.stream().allMatch(value -> holdsFor(value, caller, context))
        : actual.stream().anyMatch(value -> holdsFor(value, caller, context));
  }

  private boolean holdsFor(String actual, Caller caller, RequestContext context) {
    boolean found =
        values.stream()
            .map(value -> PolicyVariables.fill(value, caller, context))
            .flatMap(Optional::stream)
            .anyMatch(wanted -> operator.get().compares(actual, wanted));
    return found != operator.get().negated();
  }
}
