package io.sagemakerssh.it.localaws.s3;

import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.Headers;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Holds a request's body against the digests that its headers state. */
final class BodyDigests {
  private BodyDigests() {}

  /**
   * Verifies {@code Content-MD5} and {@code x-amz-checksum-*}.
   *
   * @return the checksum that was given, if any
   * @throws AwsError {@code BadDigest} if one does not fit, {@code InvalidDigest} or {@code
   *     InvalidRequest} if one is malformed
   */
  static Optional<ObjectChecksum> verify(Headers headers, byte[] body) {
    headers.first("content-md5").ifPresent(stated -> verifyMd5(stated, body));
    Optional<ObjectChecksum> stated = stated(headers);
    if (stated.isEmpty()) {
      headers
          .first("x-amz-sdk-checksum-algorithm")
          .ifPresent(
              name -> {
                throw S3Error.invalidRequest(
                    "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-*"
                        + " or x-amz-trailer headers were found.");
              });
    }
    stated.ifPresent(
        checksum -> {
          if (!checksum.algorithm().of(body).equals(checksum.value())) {
            throw badDigest(checksum.algorithm().name());
          }
        });
    return stated;
  }

  /** The checksum that the headers state, well-formed but not verified. */
  static Optional<ObjectChecksum> stated(Headers headers) {
    List<ChecksumAlgorithm> given =
        Arrays.stream(ChecksumAlgorithm.values())
            .filter(algorithm -> headers.first(algorithm.header()).isPresent())
            .toList();
    if (given.size() > 1) {
      throw S3Error.invalidRequest(
          "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
    }
    return given.stream()
        .findFirst()
        .map(
            algorithm -> {
              String value = headers.first(algorithm.header()).orElseThrow();
              if (decoded(value).length != algorithm.length()) {
                throw S3Error.invalidRequest(
                    "Value for " + algorithm.header() + " header is invalid.");
              }
              return new ObjectChecksum(algorithm, value, false);
            });
  }

  static AwsError badDigest(String name) {
    return AwsError.badRequest(
        "BadDigest", "The " + name + " you specified did not match the calculated checksum.");
  }

  private static void verifyMd5(String stated, byte[] body) {
    byte[] digest = decoded(stated);
    if (digest.length != 16) {
      throw AwsError.badRequest("InvalidDigest", "The Content-MD5 you specified was invalid.");
    }
    if (!Arrays.equals(digest, Digests.md5(body))) {
      throw AwsError.badRequest(
          "BadDigest", "The Content-MD5 you specified did not match what we received.");
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }
}
