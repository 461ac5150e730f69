package io.sagemakerssh.remote.forward;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.sshd.client.channel.AbstractClientChannel;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.Closeable;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.ChannelOutputStream;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that a program in the container makes, carried to the client's side: {@code ssh -R}
 * and {@code -A}.
 */
final class ForwardedConnection extends AbstractClientChannel implements SocketCarrier.Peer {
  private static final Logger LOG = LoggerFactory.getLogger(ForwardedConnection.class);

  private final String type;
  private final Consumer<Buffer> origin;
  private final SocketCarrier carrier;
  private final SocketChannel program;

  /**
   * @param type the channel's type
   * @param origin adds to the request what its type asks for
   */
  ForwardedConnection(String type, Consumer<Buffer> origin, SocketChannel program) {
    super(type);
    this.type = type;
    this.origin = origin;
    this.program = program;
    this.carrier = new SocketCarrier(program, this);
  }

  /** Opens the channel and carries until both sides end; returns once that has begun. */
  void start() throws IOException {
    try {
      open().verify(CoreModuleProperties.CHANNEL_OPEN_TIMEOUT.getRequired(getSession()));
    } catch (IOException refused) {
      LOG.debug("The client takes no {}: {}", type, refused.toString());
      program.close();
      close(true);
      return;
    }
    carrier.start();
  }

  @Override
  public synchronized OpenFuture open() throws IOException {
    openFuture = new DefaultOpenFuture(type, futureLock);
    Buffer request = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN);
    request.putString(type);
    request.putUInt(getChannelId());
    request.putUInt(getLocalWindow().getSize());
    request.putUInt(getLocalWindow().getPacketSize());
    origin.accept(request);
    writePacket(request);
    return openFuture;
  }

  @Override
  protected void doOpen() throws IOException {
    invertedIn =
        new ChannelOutputStream(
            this, getRemoteWindow(), log, SshConstants.SSH_MSG_CHANNEL_DATA, true);
  }

  @Override
  public OutputStream out() {
    return invertedIn;
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
  protected Closeable getInnerCloseable() {
    return builder().run(type, carrier::finish).close(super.getInnerCloseable()).build();
  }
}
