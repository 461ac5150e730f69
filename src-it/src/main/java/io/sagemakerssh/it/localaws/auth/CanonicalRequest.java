package io.sagemakerssh.it.localaws.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The canonical form of a request and the string to sign, as the AWS General Reference specifies
 * Signature Version 4.
 */
final class CanonicalRequest {
  private CanonicalRequest() {}

  /**
   * The string to sign.
   *
   * @param payloadHash hexadecimal SHA-256 of the body, or one of S3's words in its place
   */
  static String stringToSign(SignedRequest request, SignatureClaim claim, String payloadHash) {
    String canonical =
        String.join(
            "\n",
            request.method(),
            path(request.rawPath(), claim.scope().service().equals("s3")),
            RawQuery.parse(request.rawQuery())
                .canonicalWithout(claim.presigned() ? "X-Amz-Signature" : ""),
            headers(request, claim.signedHeaders()),
            String.join(";", claim.signedHeaders()),
            payloadHash);
    return String.join(
        "\n",
        SignatureClaim.ALGORITHM,
        claim.time(),
        claim.scope().text(),
        Sha256.hex(canonical.getBytes(UTF_8)));
  }

  /** S3 keys are taken literally and encoded once; other paths are normalised and encoded twice. */
  private static String path(String rawPath, boolean s3) {
    if (s3) {
      return UriEncoding.encode(UriEncoding.decode(rawPath, false), true);
    }
    return UriEncoding.encode(normalised(rawPath), true);
  }

  private static String normalised(String rawPath) {
    List<String> segments = new ArrayList<>();
    for (String segment : rawPath.split("/")) {
      if (segment.equals("..")) {
        if (!segments.isEmpty()) {
          segments.remove(segments.size() - 1);
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    String path = "/" + String.join("/", segments);
    return rawPath.endsWith("/") && path.length() > 1 ? path + "/" : path;
  }

  private static String headers(SignedRequest request, List<String> names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      String values =
          request.headers().getOrDefault(name, List.of()).stream()
              .map(value -> value.strip().replaceAll(" +", " "))
              .collect(Collectors.joining(","));
      text.append(name).append(':').append(values).append('\n');
    }
    return text.toString();
  }
}
