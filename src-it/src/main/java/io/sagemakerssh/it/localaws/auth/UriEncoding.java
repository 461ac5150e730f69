package io.sagemakerssh.it.localaws.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Percent-encoding by the rules of Signature Version 4 (RFC 3986's unreserved characters). */
public final class UriEncoding {
  private static final String HEX = "0123456789ABCDEF";

  private UriEncoding() {}

  /** Encodes everything but unreserved characters and, if so wished, slashes. */
  public static String encode(String text, boolean keepSlash) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(UTF_8)) {
      char c = (char) (octet & 0xff);
      if (unreserved(c) || (c == '/' && keepSlash)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
      }
    }
    return encoded.toString();
  }

  /**
   * Decodes percent-encoding.
   *
   * @param plusIsSpace as in query strings and forms
   * @throws IllegalArgumentException if a percent sign is not followed by two hexadecimal digits
   */
  public static String decode(String text, boolean plusIsSpace) {
    if (text.indexOf('%') < 0 && !(plusIsSpace && text.indexOf('+') >= 0)) {
      return text;
    }
    byte[] octets = text.getBytes(UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(octets.length);
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] == '%') {
        int high = i + 2 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
        int low = i + 2 < octets.length ? Character.digit(octets[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw new IllegalArgumentException("A percent sign without two hexadecimal digits");
        }
        decoded.write(high << 4 | low);
        i += 2;
      } else {
        decoded.write(plusIsSpace && octets[i] == '+' ? ' ' : octets[i]);
      }
    }
    return decoded.toString(UTF_8);
  }

  private static boolean unreserved(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
