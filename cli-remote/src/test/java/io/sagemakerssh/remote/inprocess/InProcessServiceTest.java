package io.sagemakerssh.remote.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.remote.port.PortConnection;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class InProcessServiceTest {
  private final Server server = new Server();
  private final InetSocketAddress address = new InetSocketAddress("127.0.0.1", 22);
  private final InProcessService service = new InProcessService(server, address);

  /** Writes down what it is told, and refuses or fails as told itself. */
  private static final class Server implements IoHandler {
    private final List<String> events = new ArrayList<>();
    private IoSession session;
    private Exception refusal;

    @Override
    public void sessionCreated(IoSession created) throws Exception {
      session = created;
      if (refusal != null) {
        throw refusal;
      }
      events.add("created");
    }

    @Override
    public void sessionClosed(IoSession closed) throws Exception {
      events.add("closed");
      throw new IllegalStateException("of no interest any more");
    }

    @Override
    public void exceptionCaught(IoSession failed, Throwable cause) throws Exception {
      events.add(cause.getMessage());
      throw new IllegalStateException("of no interest either");
    }

    @Override
    public void messageReceived(IoSession from, Readable message) throws Exception {
      byte[] bytes = new byte[message.available()];
      message.getRawBytes(bytes, 0, bytes.length);
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (text.equals("nonsense")) {
        throw new IOException("malformed");
      }
      events.add(text);
    }

    IoWriteFuture write(String text) throws IOException {
      return session.writeBuffer(new ByteArrayBuffer(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void carriesBytesBothWays() throws Exception {
    try (PortConnection client = service.connect()) {
      client.output().write("xhellox".getBytes(StandardCharsets.UTF_8), 1, 5);
      client.output().write('!');
      IoWriteFuture written = server.write("welcome");

      assertThat(client.input().readNBytes(7)).asString().isEqualTo("welcome");
      assertThat(written.isWritten()).isTrue();
      assertThat(server.events).containsExactly("created", "hello", "!");
    }
  }

  @Test
  void theServerSeesAConnectionFromThisMachine() throws Exception {
    try (PortConnection client = service.connect()) {
      assertThat(client).isNotNull();
      assertThat(server.session.getLocalAddress()).isEqualTo(address);
      assertThat(server.session.getAcceptanceAddress()).isEqualTo(address);
      assertThat(server.session.getRemoteAddress())
          .isEqualTo(new InetSocketAddress("127.0.0.1", 0));
      assertThat(server.session.getService().getManagedSessions())
          .containsOnlyKeys(server.session.getId());
    }
  }

  @Test
  void whenTheClientClosesTheServerIsToldAndItsBytesAreLost() throws Exception {
    PortConnection client = service.connect();
    IoWriteFuture unread = server.write("unread");

    client.close();

    assertThat(server.events).containsExactly("created", "closed");
    assertThat(unread.getException()).isInstanceOf(EOFException.class);
    assertThat(server.write("late").getException()).isInstanceOf(EOFException.class);
    assertThat(service.getManagedSessions()).isEmpty();
    assertThatThrownBy(() -> client.input().read()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> client.output().write(0)).isInstanceOf(EOFException.class);
  }

  @Test
  void aServerThatClosesGracefullyWaitsUntilItsBytesAreRead() throws Exception {
    PortConnection client = service.connect();
    server.write("goodbye");

    CloseFuture closed = server.session.close(false);

    assertThat(closed.isClosed()).isFalse();
    assertThat(client.input().readAllBytes()).asString().isEqualTo("goodbye");
    assertThat(closed.isClosed()).isTrue();
    assertThat(server.events).containsExactly("created", "closed");
    client.close();
  }

  /** As of a socket: what the kernel has taken arrives, however its sender ends. */
  @Test
  void aServerThatClosesAtOnceIsHeardToTheEnd() throws Exception {
    PortConnection client = service.connect();
    server.write("too many authentication failures");

    server.session.close(true);

    assertThat(client.input().readAllBytes()).asString().startsWith("too many");
    assertThatThrownBy(() -> client.output().write(0))
        .hasMessage("The server has closed the connection");
    client.close();
  }

  @Test
  void bytesThatMakeTheServerFailEndTheConnection() throws Exception {
    PortConnection client = service.connect();

    client.output().write("nonsense".getBytes(StandardCharsets.UTF_8));

    assertThat(server.events).containsExactly("created", "malformed", "closed");
    assertThat(client.input().read()).isEqualTo(-1);
    client.close();
  }

  @Test
  void tellsWhyTheServerRefusesAClient() {
    server.refusal = new IllegalStateException("too many sessions");

    assertThatThrownBy(service::connect)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too many sessions");
    assertThat(service.getManagedSessions()).isEmpty();
  }

  @Test
  void closingItEndsItsConnectionsAndRefusesOthers() throws Exception {
    PortConnection client = service.connect();

    service.close(true);

    assertThat(client.input().read()).isEqualTo(-1);
    assertThat(server.events).containsExactly("created", "closed");
    assertThatThrownBy(service::connect).isInstanceOf(ConnectException.class);
    assertThat(service.getManagedSessions()).isEmpty();
  }
}
