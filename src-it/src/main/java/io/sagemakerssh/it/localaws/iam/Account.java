package io.sagemakerssh.it.localaws.iam;

/**
 * The account in its region, and the ARNs of what it holds.
 *
 * @param number 12 digits
 */
public record Account(String number, String region) {

  /** {@code arn:aws:<service>:<region>:<account>:<resource>}. */
  public String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + number + ":" + resource;
  }

  /** The ARN of a role by the part behind {@code role/}. */
  public String role(String pathAndName) {
    return "arn:aws:iam::" + number + ":role/" + pathAndName;
  }

  /** The ARN of a user. */
  public String user(String name) {
    return "arn:aws:iam::" + number + ":user/" + name;
  }
}
