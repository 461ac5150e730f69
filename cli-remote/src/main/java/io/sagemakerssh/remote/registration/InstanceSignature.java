package io.sagemakerssh.remote.registration;

import io.sagemakerssh.remote.endpoint.SsmEndpoint;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * Signs a managed instance's request for credentials: an AWS signature version 4 in form, with
 * RSASSA-PSS (SHA-256, salt of 32 bytes) in place of the keyed hash (PROTOCOL.md D.2).
 */
final class InstanceSignature implements SsmEndpoint.Signer {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String SIGNED_HEADERS = "content-type;host;x-amz-date;x-amz-target";
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final ManagedInstance instance;
  private final Clock clock;

  InstanceSignature(ManagedInstance instance, Clock clock) {
    this.instance = instance;
    this.clock = clock;
  }

  @Override
  public Map<String, String> sign(URI uri, String target, byte[] body) {
    String time = TIME.format(clock.instant());
    String scope = time.substring(0, 8) + "/" + instance.region() + "/ssm/aws4_request";
    String bodyHash = sha256(body);
    String canonical =
        String.join(
            "\n",
            "POST",
            uri.getPath().isEmpty() ? "/" : uri.getPath(),
            "",
            "content-type:" + SsmEndpoint.CONTENT_TYPE,
            "host:" + host(uri),
            "x-amz-date:" + time,
            "x-amz-target:" + target,
            "",
            SIGNED_HEADERS,
            bodyHash);
    String toSign =
        String.join(
            "\n", ALGORITHM, time, scope, sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    String authorization =
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(ALGORITHM, instance.id(), scope, SIGNED_HEADERS, rsa(toSign));
    return Map.of(
        "X-Amz-Date", time, "X-Amz-Content-Sha256", bodyHash, "Authorization", authorization);
  }

  /** The Host header that the HTTP client will send: a scheme's own port is left out. */
  private static String host(URI uri) {
    int usual = uri.getScheme().equals("https") ? 443 : 80;
    boolean plain = uri.getPort() == -1 || uri.getPort() == usual;
    return plain ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  private String rsa(String text) {
    try {
      Signature signature = Signature.getInstance("RSASSA-PSS");
      signature.setParameter(PSS);
      signature.initSign(instance.key());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Java lacks RSASSA-PSS", impossible);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Java lacks SHA-256", impossible);
    }
  }
}
