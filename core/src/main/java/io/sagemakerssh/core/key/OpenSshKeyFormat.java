package io.sagemakerssh.core.key;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * OpenSSH's private key file, "openssh-key-v1": the magic word; cipher, key derivation and its
 * options as strings; the number of keys; the public key; the private part. Strings have a length
 * of 32 bits in front (OpenSSH's PROTOCOL.key).
 */
final class OpenSshKeyFormat {
  private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";
  private static final String END = "-----END OPENSSH PRIVATE KEY-----";
  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final String ED25519 = "ssh-ed25519";
  private static final int CIPHER_BLOCK = 8;

  private OpenSshKeyFormat() {}

  /** The wire form of an Ed25519 public key of 32 bytes. */
  static byte[] publicBlob(byte[] publicKey) {
    Strings blob = new Strings();
    blob.add(ED25519.getBytes(StandardCharsets.US_ASCII)).add(publicKey);
    return blob.bytes();
  }

  /**
   * An Ed25519 private key file without a pass phrase.
   *
   * @param seed the private key's 32 bytes
   * @param check a random number that a reader compares with its copy
   */
  static String privateFile(byte[] seed, byte[] publicKey, int check, String comment) {
    byte[] none = "none".getBytes(StandardCharsets.US_ASCII);
    byte[] blob = publicBlob(publicKey);
    byte[] both = Arrays.copyOf(seed, seed.length + publicKey.length);
    System.arraycopy(publicKey, 0, both, seed.length, publicKey.length);

    Strings secret = new Strings();
    secret.add(check).add(check).addRaw(blob).add(both);
    secret.add(comment.getBytes(StandardCharsets.UTF_8));
    for (int pad = 1; secret.size() % CIPHER_BLOCK != 0; pad++) {
      secret.addRaw(new byte[] {(byte) pad});
    }
    Strings file = new Strings();
    file.addRaw(MAGIC).add(none).add(none).add(new byte[0]).add(1).add(blob).add(secret.bytes());
    String lines = Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(file.bytes());
    return BEGIN + "\n" + lines + "\n" + END + "\n";
  }

  /** Whether the text is a private key of any format that OpenSSH reads. */
  static boolean isPrivateKey(String text) {
    return text.lines().findFirst().orElse("").matches("-----BEGIN [A-Z ]*PRIVATE KEY-----\\s*");
  }

  /**
   * The public key inside a private key file, where it stands in the clear even if the private one
   * is encrypted.
   *
   * @return empty for another format, or a damaged file
   */
  static Optional<SshPublicKey> publicKeyIn(String text) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      return Optional.empty();
    }
    try {
      ByteBuffer in =
          ByteBuffer.wrap(
              Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end).strip()));
      byte[] magic = new byte[MAGIC.length];
      in.get(magic);
      if (!Arrays.equals(magic, MAGIC)) {
        return Optional.empty();
      }
      string(in);
      string(in);
      string(in);
      return in.getInt() == 1 ? Optional.of(SshPublicKey.ofBlob(string(in))) : Optional.empty();
    } catch (BufferUnderflowException | IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static byte[] string(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** A growing sequence of strings and numbers. */
  private static final class Strings {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    Strings add(byte[] string) {
      return add(string.length).addRaw(string);
    }

    Strings add(int number) {
      try {
        out.writeInt(number);
        return this;
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }

    Strings addRaw(byte[] raw) {
      bytes.writeBytes(raw);
      return this;
    }

    int size() {
      return bytes.size();
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }
}
