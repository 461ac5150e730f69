package io.sagemakerssh.it.localaws.auth;

/**
 * Who signed a request.
 *
 * @param accessKeyId the access key's id; a managed instance's id for its RSA-signed calls
 * @param account the account's number, 12 digits
 * @param arn the ARN of the session: {@code arn:aws:iam::…:user/alice} or {@code
 *     arn:aws:sts::…:assumed-role/Name/session}
 * @param principalArn the ARN that policies are attached to: the user's or the role's
 * @param userId what {@code ${aws:userid}} stands for: {@code AIDA…} or {@code AROA…:session}
 * @param sessionName the role session's name; for a user the user's name
 */
public record Caller(
    String accessKeyId,
    String account,
    String arn,
    String principalArn,
    String userId,
    String sessionName) {

  /** The caller of a request without any signature; no policy names it. */
  public static final Caller ANONYMOUS = new Caller("", "", "anonymous", "anonymous", "", "");
}
