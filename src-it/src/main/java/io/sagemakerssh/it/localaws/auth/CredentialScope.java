package io.sagemakerssh.it.localaws.auth;

import io.sagemakerssh.it.localaws.auth.AuthenticationFailure.Reason;
import java.util.Optional;

/**
 * A signature's credential: {@code <access key id>/<yyyyMMdd>/<region>/<service>/aws4_request}.
 *
 * @param date {@code yyyyMMdd}
 */
public record CredentialScope(String accessKeyId, String date, String region, String service) {
  private static final String CREDENTIAL = "Credential=";

  /**
   * Reads a credential.
   *
   * @throws AuthenticationFailure if it does not have its five parts
   */
  public static CredentialScope parse(String credential) {
    String[] parts = credential.split("/", -1);
    if (parts.length != 5 || !parts[4].equals("aws4_request") || parts[0].isEmpty()) {
      throw new AuthenticationFailure(
          Reason.MALFORMED,
          "Credential must have exactly 5 slash-delimited elements, e.g."
              + " keyid/date/region/service/aws4_request");
    }
    return new CredentialScope(parts[0], parts[1], parts[2], parts[3]);
  }

  /** The credential that a request claims in its header or its query, if any. */
  public static Optional<CredentialScope> claimedBy(SignedRequest request) {
    Optional<String> authorization = request.header("authorization");
    if (authorization.isPresent()) {
      String text = authorization.get();
      int start = text.indexOf(CREDENTIAL);
      if (start < 0) {
        return Optional.empty();
      }
      String credential = text.substring(start + CREDENTIAL.length()).split("[,\\s]", 2)[0];
      return Optional.of(parse(credential));
    }
    return RawQuery.parse(request.rawQuery()).first("X-Amz-Credential").map(CredentialScope::parse);
  }

  /** The scope without the access key id. */
  String text() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }
}
