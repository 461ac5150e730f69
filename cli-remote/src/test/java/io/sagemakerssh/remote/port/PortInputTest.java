package io.sagemakerssh.remote.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortInputTest {
  private static final int LITTLE = 100;
  private static final int PACKET = 32_836;

  private final byte[] piece = new byte[65_536];
  private final ScriptedPort port = new ScriptedPort();

  @Test
  void whatComesByItselfGoesOnAtOnce() throws IOException {
    port.bytes(LITTLE).bytes(LITTLE);
    InputStream reader = new PortInput(port);
    assertEquals(LITTLE, reader.read(piece));
    assertEquals(LITTLE, reader.read(piece));
  }

  @Test
  void theNextOfMuchIsAwaited() throws IOException {
    port.bytes(PACKET).bytes(LITTLE).pause().bytes(LITTLE).pause().bytes(LITTLE).bytes(LITTLE);
    InputStream reader = new PortInput(port);
    assertEquals(PACKET + LITTLE, reader.read(piece));
    assertEquals(LITTLE, reader.read(piece), "the rest of much, alone after a pause");
    assertEquals(LITTLE, reader.read(piece), "no longer much");
  }

  @Test
  void aPieceIsFilledAndTheRestLeft() throws IOException {
    port.bytes(PACKET).bytes(PACKET).bytes(PACKET).pause();
    InputStream reader = new PortInput(port);
    assertEquals(piece.length, reader.read(piece));
    assertEquals(3 * PACKET - piece.length, reader.read(piece));
  }

  @Test
  void onlyTheRestIsAwaitedWithALimit() throws IOException {
    port.bytes(PACKET).pause().bytes(LITTLE).pause();
    InputStream reader = new PortInput(port);
    reader.read(piece);
    reader.read(piece);
    int moment = PortInput.MOMENT;
    assertEquals(List.of(0, moment, 0, moment), port.timeouts, "a port may be silent for days");
  }

  @Test
  void bytesComeBeforeTheEndOrFailureBehindThem() throws IOException {
    port.bytes(PACKET);
    InputStream reader = new PortInput(port);
    assertEquals(PACKET, reader.read(piece));
    assertEquals(-1, reader.read(piece));

    ScriptedPort reset = new ScriptedPort().bytes(PACKET).fails().fails();
    InputStream broken = new PortInput(reset);
    assertEquals(PACKET, broken.read(piece));
    assertThrows(SocketException.class, () -> broken.read(piece));
  }

  /** A port whose peer writes, pauses and fails as told, and then is done. */
  private static final class ScriptedPort extends Socket {
    private static final byte[] PAUSE = {};
    private static final byte[] FAILURE = {};

    private final Deque<byte[]> script = new ArrayDeque<>();
    private final List<Integer> timeouts = new ArrayList<>();
    private int timeout;
    private InputStream current = InputStream.nullInputStream();

    ScriptedPort bytes(int count) {
      script.add(new byte[count]);
      return this;
    }

    ScriptedPort pause() {
      script.add(PAUSE);
      return this;
    }

    ScriptedPort fails() {
      script.add(FAILURE);
      return this;
    }

    @Override
    public synchronized void setSoTimeout(int milliseconds) {
      timeout = milliseconds;
    }

    @Override
    public InputStream getInputStream() {
      return new InputStream() {
        @Override
        public int read() {
          throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          timeouts.add(timeout);
          if (current.available() == 0) {
            byte[] next = script.poll();
            if (next == PAUSE && timeout > 0) {
              throw new SocketTimeoutException();
            } else if (next == FAILURE) {
              throw new SocketException("Connection reset");
            } else if (next == PAUSE) {
              next = script.poll();
            }
            if (next == null) {
              return -1;
            }
            current = new ByteArrayInputStream(next);
          }
          return current.read(target, offset, length);
        }
      };
    }
  }
}
