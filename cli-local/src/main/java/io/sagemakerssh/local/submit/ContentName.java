package io.sagemakerssh.local.submit;

import io.sagemakerssh.local.library.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The names of directories in S3 that hold only ever one content. */
final class ContentName {
  private static final String PREFIX = "sagemaker-ssh-helper/";

  /** Digits enough that two contents do not meet. */
  private static final int DIGITS = 32;

  private ContentName() {}

  /** A directory for what is made of these parts, each given by its digest. */
  static String of(String... digests) throws IOException {
    byte[] joined = String.join("\n", digests).getBytes(StandardCharsets.UTF_8);
    return PREFIX + Sha256.of(out -> out.write(joined)).substring(0, DIGITS) + "/";
  }
}
