package io.sagemakerssh.remote.forward;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.Closeable;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.channel.ChannelOutputStream;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.AbstractServerChannel;

/** A connection that the client asks for: {@code ssh -L}, {@code -D} and {@code -W}. */
public final class DirectForward extends AbstractServerChannel implements SocketCarrier.Peer {
  private final String type;
  private final Function<Buffer, Destination> reader;
  private OutputStream out;
  private volatile SocketCarrier carrier;

  private DirectForward(String type, Function<Buffer, Destination> reader) {
    super("", List.of(), null);
    this.type = type;
    this.reader = reader;
  }

  /** What the server needs to take such connections, to TCP ports and to Unix sockets. */
  public static List<ChannelFactory> factories() {
    return List.of(
        factory("direct-tcpip", Destination::tcp),
        factory("direct-streamlocal@openssh.com", Destination::unix));
  }

  /**
   * What the server needs to take connections of one type.
   *
   * @param reader reads where they lead to from the client's request
   */
  static ChannelFactory factory(String type, Function<Buffer, Destination> reader) {
    return new Factory(type, reader);
  }

  private record Factory(String type, Function<Buffer, Destination> reader)
      implements ChannelFactory {
    @Override
    public String getName() {
      return type;
    }

    @Override
    public Channel createChannel(Session session) {
      return new DirectForward(type, reader);
    }
  }

  /** Connects on a thread of its own: the connection's other channels must not wait for it. */
  @Override
  protected OpenFuture doInit(Buffer buffer) {
    Destination destination = reader.apply(buffer);
    OpenFuture opened = new DefaultOpenFuture(this, this);
    SocketCarrier.thread("sm-ssh-forward-connect", () -> connect(destination, opened));
    return opened;
  }

  private void connect(Destination destination, OpenFuture opened) {
    try {
      SocketChannel socket = destination.connect();
      out =
          new ChannelOutputStream(
              this, getRemoteWindow(), log, SshConstants.SSH_MSG_CHANNEL_DATA, true);
      SocketCarrier started = new SocketCarrier(socket, this);
      carrier = started;
      if (isClosing()) {
        // The client has left meanwhile, and its leaving found no carrier to finish.
        started.finish();
      } else {
        signalChannelOpenSuccess();
        opened.setOpened();
      }
      started.start();
    } catch (IOException refused) {
      signalChannelOpenFailure(refused);
      refuse(String.valueOf(refused.getMessage()));
      close(true);
    }
  }

  /** Instead of MINA, which would tell a number and not the reason. */
  private void refuse(String reason) {
    Buffer answer = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN_FAILURE);
    answer.putUInt(getRecipient());
    answer.putUInt(SshConstants.SSH_OPEN_CONNECT_FAILED);
    answer.putString(reason);
    answer.putString("");
    try {
      writePacket(answer);
    } catch (IOException left) {
      log.debug("Nobody to tell that {}", reason, left);
    }
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public void end() throws IOException {
    sendEof();
  }

  @Override
  public void handleEof() throws IOException {
    super.handleEof();
    carrier.deliverEnd();
  }

  @Override
  protected void doWriteData(byte[] data, int offset, long length) {
    carrier.deliver(Arrays.copyOfRange(data, offset, offset + Math.toIntExact(length)));
  }

  @Override
  protected void doWriteExtendedData(byte[] data, int offset, long length) {
    throw new UnsupportedOperationException(type + " has one stream");
  }

  @Override
  protected Closeable getInnerCloseable() {
    return builder().run(type, this::finish).close(super.getInnerCloseable()).build();
  }

  private void finish() {
    SocketCarrier started = carrier;
    if (started != null) {
      started.finish();
    }
  }
}
