package io.sagemakerssh.it.localaws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;

/** The order of keys in listings: by their UTF-8 bytes, which is not that of Java's strings. */
enum KeyOrder implements Comparator<String> {
  UTF8_BYTES;

  @Override
  public int compare(String left, String right) {
    return Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));
  }
}
