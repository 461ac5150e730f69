package io.sagemakerssh.it.localaws.http;

import java.util.Set;

/**
 * A stand-in of one service of AWS. Called by several threads at once.
 *
 * <p>An {@link AwsError} or {@link io.sagemakerssh.it.localaws.iam.AccessDenied} that {@link
 * #answer} throws is rendered in the service's protocol.
 */
public interface AwsService {
  /** The service's name in a credential scope, such as {@code ssm}. */
  String signingName();

  Protocol protocol();

  /**
   * Answers a request.
   *
   * @throws AwsError for what the service refuses
   */
  AwsResponse answer(AwsRequest request);

  /**
   * What {@code X-Amz-Target} starts with, without the dot, such as {@code AmazonSSM}; empty for
   * services of other protocols.
   */
  default String targetPrefix() {
    return "";
  }

  /** What the path of unsigned requests starts with, if that is how they are told; else empty. */
  default String pathPrefix() {
    return "";
  }

  /** The operations that need no signature. */
  default Set<String> unsignedOperations() {
    return Set.of();
  }
}
