package io.sagemakerssh.it.localaws.http;

import io.sagemakerssh.it.localaws.auth.SignedRequest;

/** The control of the local AWS itself: no part of AWS, for tests in other processes. */
public interface LocalControl {
  /** What the path of its requests starts with; no bucket can be called so. */
  String PREFIX = "/_local/";

  /**
   * Answers a request.
   *
   * @throws AwsError if it cannot be understood
   */
  AwsResponse answer(SignedRequest request);
}
