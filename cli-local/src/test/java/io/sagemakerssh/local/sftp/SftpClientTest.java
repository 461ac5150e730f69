package io.sagemakerssh.local.sftp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server whose answers are written down, sent once they have been asked for. */
@Timeout(60)
class SftpClientTest {
  private static final byte[] VERSION_3 =
      packet(SftpConnection.VERSION, new PacketWriter().number(3));
  private static final int HANDLE = 102;
  private static final int NAME = 104;

  private static byte[] packet(int type, PacketWriter fields) {
    byte[] rest = fields.bytes();
    return ByteBuffer.allocate(5 + rest.length)
        .putInt(1 + rest.length)
        .put((byte) type)
        .put(rest)
        .array();
  }

  /** A client of a server that answers each request with the next of these. */
  private static SftpClient client(byte[]... answers) throws IOException {
    BlockingQueue<byte[]> sent = new LinkedBlockingQueue<>(List.of(VERSION_3));
    Iterator<byte[]> rest = List.of(answers).iterator();
    InputStream in =
        new InputStream() {
          private ByteArrayInputStream current = new ByteArrayInputStream(new byte[0]);

          @Override
          public int read() throws IOException {
            if (current.available() == 0) {
              try {
                current = new ByteArrayInputStream(sent.take());
              } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
              }
            }
            return current.read();
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            into[offset] = (byte) read();
            return 1;
          }
        };
    OutputStream requests =
        new OutputStream() {
          private boolean greeted;

          @Override
          public void write(int one) {
            throw new UnsupportedOperationException("requests come whole");
          }

          @Override
          public void write(byte[] request) {
            if (greeted && rest.hasNext()) {
              sent.add(rest.next());
            }
            greeted = true;
          }
        };
    return SftpClient.open(in, requests);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/etc/passwd", "a/b", ""})
  void aNameThatWouldLeadElsewhereIsRefused(String name) throws IOException {
    PacketWriter names = new PacketWriter().number(2).number(1).text(name).text("").number(0);
    SftpClient client =
        client(
            packet(HANDLE, new PacketWriter().number(1).text("h")),
            packet(NAME, names),
            packet(SftpConnection.STATUS, new PacketWriter().number(3).number(0)));

    assertThatThrownBy(() -> client.list("dir")).hasMessageContaining("as a file's name");
  }

  @Test
  void aFieldThatIsLongerThanItsPacketIsRefused() throws IOException {
    SftpClient client =
        client(packet(NAME, new PacketWriter().number(1).number(1).number(1 << 30)));

    assertThatThrownBy(() -> client.realPath("a")).hasMessageContaining("too short");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1 << 30})
  void aPacketOfNoUsableLengthEndsTheConnection(int length) throws IOException {
    SftpClient client = client(ByteBuffer.allocate(4).putInt(length).array());

    assertThatThrownBy(() -> client.realPath("a"))
        .isInstanceOf(SftpConnectionException.class)
        .hasMessageContaining("a packet of " + length + " bytes");
  }

  @Test
  void anAnswerToNothingEndsTheConnection() throws IOException {
    SftpClient client =
        client(packet(SftpConnection.STATUS, new PacketWriter().number(77).number(0)));

    assertThatThrownBy(() -> client.realPath("a"))
        .isInstanceOf(SftpConnectionException.class)
        .hasMessageContaining("what it was not asked");
  }

  @Test
  void anAnswerOfAnotherKindIsRefused() throws IOException {
    SftpClient client = client(packet(HANDLE, new PacketWriter().number(1).text("h")));

    assertThatThrownBy(() -> client.realPath("a")).hasMessageContaining("of type " + HANDLE);
  }

  @Test
  void theServersOwnWordsAreTold() throws IOException {
    SftpClient client =
        client(
            packet(
                SftpConnection.STATUS,
                new PacketWriter().number(1).number(4).text("No space left on device").text("")));

    assertThatThrownBy(() -> client.delete("a"))
        .isInstanceOf(SftpException.class)
        .hasMessage("No space left on device");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0\0", "Last login: today\n"})
  void whatIsNoSftpServerIsRefused(String greeting) {
    byte[] bytes = greeting.getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(
            () -> SftpClient.open(new ByteArrayInputStream(bytes), new ByteArrayOutputStream()))
        .isInstanceOf(SftpConnectionException.class)
        .hasMessage("The SFTP server did not answer");
  }

  @Test
  void anOlderServerIsRefused() {
    byte[] two = packet(SftpConnection.VERSION, new PacketWriter().number(2));

    assertThatThrownBy(
            () -> SftpClient.open(new ByteArrayInputStream(two), new ByteArrayOutputStream()))
        .isInstanceOf(SftpConnectionException.class);
  }
}
