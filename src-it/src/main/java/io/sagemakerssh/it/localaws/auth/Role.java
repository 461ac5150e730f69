package io.sagemakerssh.it.localaws.auth;

import java.util.Set;

/**
 * An IAM role.
 *
 * @param arn {@code arn:aws:iam::<account>:role/<path><name>}
 * @param roleId {@code AROA…}
 * @param trusted who may assume it: service names such as {@code ssm.amazonaws.com}, or ARNs of
 *     principals
 */
public record Role(String arn, String roleId, Set<String> trusted) {

  /** The name behind the last slash. */
  public String name() {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /** The part of the ARN behind {@code role/}, path included. */
  public String pathAndName() {
    return arn.substring(arn.indexOf(":role/") + ":role/".length());
  }

  /** The account's number. */
  public String account() {
    return arn.split(":", -1)[4];
  }
}
