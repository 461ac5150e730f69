package io.sagemakerssh.core.session.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SigV4 as the service computes it, over a request as it came: by hand, not by a signer. */
final class ReceivedSignature {
  private static final List<String> SCOPE =
      List.of("20250101", "us-east-1", "ssmmessages", "aws4_request");

  private ReceivedSignature() {}

  /**
   * The signature that the request should bear.
   *
   * @param signedHeaders their names, as the Authorization header lists them
   */
  static String expected(FakeMessageServer.Request request, String signedHeaders)
      throws GeneralSecurityException {
    StringBuilder canonical = new StringBuilder(request.method() + "\n" + request.path() + "\n\n");
    for (String name : signedHeaders.split(";")) {
      canonical.append(name + ":" + request.headers().get(name) + "\n");
    }
    canonical.append("\n" + signedHeaders + "\n" + hash(request.body()));
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + request.headers().get("x-amz-date")
            + "\n"
            + String.join("/", SCOPE)
            + "\n"
            + hash(canonical.toString());
    byte[] key = "AWS4secret".getBytes(UTF_8);
    for (String part : SCOPE) {
      key = code(key, part);
    }
    return HexFormat.of().formatHex(code(key, toSign));
  }

  private static byte[] code(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private static String hash(String text) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }
}
