package io.sagemakerssh.it.localaws.s3;

import io.sagemakerssh.it.localaws.http.AwsResponse;

/**
 * The checksum kept beside an object.
 *
 * @param value base64; of a composite one followed by {@code -<number of parts>}
 * @param composite whether it is made of the parts' checksums, not of the object's bytes
 */
public record ObjectChecksum(ChecksumAlgorithm algorithm, String value, boolean composite) {

  String type() {
    return composite ? "COMPOSITE" : "FULL_OBJECT";
  }

  AwsResponse addTo(AwsResponse response) {
    return response.with(algorithm.header(), value).with("x-amz-checksum-type", type());
  }
}
