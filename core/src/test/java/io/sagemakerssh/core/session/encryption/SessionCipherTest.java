package io.sagemakerssh.core.session.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.session.wire.MalformedFrameException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionCipherTest {
  private final SessionCipher client = SessionCipher.ofClient(TestDataKey.bytes());
  private final SessionCipher agent = SessionCipher.ofAgent(TestDataKey.bytes());

  private static String text(ByteBuffer bytes) {
    return UTF_8.decode(bytes).toString();
  }

  /** Sealed by another program: Python's cryptography, key 00 to 1f, nonce 000102…0b. */
  @Test
  void clientOpensWhatTheFirstHalfOfTheKeySealed() throws MalformedFrameException {
    byte[] sealed =
        HexFormat.of()
            .parseHex("000102030405060708090a0b" + "2f67ba77aa2797ff353b8a046d28236dcd9d057bbb");

    assertThat(text(client.open(ByteBuffer.wrap(sealed)))).isEqualTo("hello");
  }

  @Test
  void eachDirectionHasAKeyOfItsOwn() throws MalformedFrameException {
    ByteBuffer toAgent = client.seal(UTF_8.encode("ls"));

    assertThat(toAgent.remaining()).isEqualTo(2 + SessionCipher.OVERHEAD);
    assertThat(text(agent.open(toAgent.duplicate()))).isEqualTo("ls");
    assertThatThrownBy(() -> client.open(toAgent)).isInstanceOf(MalformedFrameException.class);
  }

  @Test
  void sameBytesAreNeverSealedTheSame() {
    assertThat(client.seal(UTF_8.encode("ls"))).isNotEqualTo(client.seal(UTF_8.encode("ls")));
  }

  @Test
  void changedBytesAreNotOpened() {
    ByteBuffer sealed = client.seal(UTF_8.encode("ls"));
    sealed.put(sealed.limit() - 1, (byte) (sealed.get(sealed.limit() - 1) ^ 1));

    assertThatThrownBy(() -> agent.open(sealed)).isInstanceOf(MalformedFrameException.class);
    assertThatThrownBy(() -> agent.open(ByteBuffer.allocate(27)))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("27 bytes");
  }

  @Test
  void sealedPiecesFitTheSmallestMessage() throws Exception {
    List<ByteBuffer> sent = new ArrayList<>();
    byte[] bytes = new byte[2_500];
    try (SealedOutput output = new SealedOutput(client, sent::add)) {
      output.write(bytes);
    }

    assertThat(sent).hasSize(3).allMatch(piece -> piece.remaining() <= 1024);
    ByteArrayOutputStream opened = new ByteArrayOutputStream();
    for (ByteBuffer piece : sent) {
      byte[] plain = new byte[piece.remaining() - SessionCipher.OVERHEAD];
      agent.open(piece).get(plain);
      opened.write(plain);
    }
    assertThat(opened.toByteArray()).isEqualTo(bytes);
  }
}
