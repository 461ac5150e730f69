package io.sagemakerssh.it.localaws.ssm;

import java.security.SecureRandom;

/** Random identifiers in the shapes that SSM uses. */
final class RandomIds {
  private static final String HEX = "0123456789abcdef";
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final SecureRandom random = new SecureRandom();

  /** Lower-case hexadecimal digits. */
  String hex(int length) {
    return text(HEX, length);
  }

  /** Letters and digits. */
  String letters(int length) {
    return text(LETTERS, length);
  }

  private String text(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
