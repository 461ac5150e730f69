package io.sagemakerssh.it.localaws.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sagemakerssh.it.localaws.auth.AuthenticationFailure.Reason;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Decodes S3's aws-chunked bodies: {@code <hex length>[;chunk-signature=<hex>]\r\n<data>\r\n} up to
 * a chunk of length 0, then trailing headers. Each chunk's signature is chained to the one before,
 * the first to the request's.
 */
final class AwsChunked {
  private static final String SIGNATURE = ";chunk-signature=";
  private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";

  /** The decoded body, and the trailing headers by lower-case name. */
  record Decoded(byte[] body, Map<String, String> trailers) {}

  private final SignatureClaim claim;
  private final SigningKey key;
  private final Payload payload;
  private byte[] bytes = new byte[0];
  private int position;
  private String previousSignature;

  AwsChunked(SignatureClaim claim, SigningKey key, Payload payload) {
    this.claim = claim;
    this.key = key;
    this.payload = payload;
    this.previousSignature = claim.signature();
  }

  Decoded decode(SignedRequest request) {
    bytes = request.body();
    ByteArrayOutputStream body = new ByteArrayOutputStream(bytes.length);
    int length;
    do {
      String head = line();
      length = chunkLength(head);
      checkChunk(head, length);
      body.write(bytes, position, length);
      position += length;
      if (length > 0 && !line().isEmpty()) {
        throw malformed("A chunk is longer than its stated length");
      }
    } while (length > 0);
    Map<String, String> trailers = trailers();
    checkLength(request, body.size());
    return new Decoded(body.toByteArray(), trailers);
  }

  private int chunkLength(String head) {
    int semicolon = head.indexOf(';');
    int length;
    try {
      length = Integer.parseInt(semicolon < 0 ? head : head.substring(0, semicolon), 16);
    } catch (NumberFormatException notHexadecimal) {
      throw malformed("A chunk's length is not a hexadecimal number");
    }
    if (length < 0 || length > bytes.length - position) {
      throw malformed("A chunk's length exceeds the body");
    }
    return length;
  }

  private void checkChunk(String head, int length) {
    if (!payload.signedChunks()) {
      return;
    }
    int start = head.indexOf(SIGNATURE);
    if (start < 0) {
      throw malformed("A chunk has no signature");
    }
    String stringToSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256-PAYLOAD",
            claim.time(),
            claim.scope().text(),
            previousSignature,
            Sha256.EMPTY,
            Sha256.hex(bytes, position, length));
    checkSignature(stringToSign, head.substring(start + SIGNATURE.length()));
  }

  private Map<String, String> trailers() {
    Map<String, String> trailers = new LinkedHashMap<>();
    StringBuilder canonical = new StringBuilder();
    String signature = "";
    while (position < bytes.length) {
      String line = line();
      int colon = line.indexOf(':');
      if (colon > 0) {
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip();
        if (name.equals(TRAILER_SIGNATURE)) {
          signature = value;
        } else {
          trailers.put(name, value);
          canonical.append(name).append(':').append(value).append('\n');
        }
      }
    }
    if (payload.signedChunks() && payload.trailer()) {
      String stringToSign =
          String.join(
              "\n",
              "AWS4-HMAC-SHA256-TRAILER",
              claim.time(),
              claim.scope().text(),
              previousSignature,
              Sha256.hex(canonical.toString().getBytes(UTF_8)));
      checkSignature(stringToSign, signature);
    }
    return trailers;
  }

  private void checkSignature(String stringToSign, String signature) {
    if (!Sha256.same(key.sign(stringToSign), signature)) {
      throw new AuthenticationFailure(
          Reason.SIGNATURE, "The signature of a chunk does not match the one we calculated");
    }
    previousSignature = signature;
  }

  private static void checkLength(SignedRequest request, int length) {
    String stated = request.header("x-amz-decoded-content-length").orElse("");
    if (!stated.equals(Integer.toString(length))) {
      throw malformed("The decoded body does not have the length that was stated");
    }
  }

  /** The bytes up to the next CR LF, which is skipped. */
  private String line() {
    for (int end = position; end + 1 < bytes.length; end++) {
      if (bytes[end] == '\r' && bytes[end + 1] == '\n') {
        String line = new String(bytes, position, end - position, ISO_8859_1);
        position = end + 2;
        return line;
      }
    }
    throw malformed("A chunk ends before its CR LF");
  }

  private static AuthenticationFailure malformed(String message) {
    return new AuthenticationFailure(Reason.PAYLOAD, message);
  }
}
