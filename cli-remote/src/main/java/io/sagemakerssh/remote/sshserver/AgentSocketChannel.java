package io.sagemakerssh.remote.sshserver;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import org.apache.sshd.client.channel.AbstractClientChannel;
import org.apache.sshd.common.Closeable;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.ChannelOutputStream;
import org.apache.sshd.core.CoreModuleProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries bytes between a program in the container and the agent on the client's side. */
final class AgentSocketChannel extends AbstractClientChannel {
  private static final Logger LOG = LoggerFactory.getLogger(AgentSocketChannel.class);
  private static final String TYPE = "auth-agent@openssh.com";

  private final SocketChannel program;

  AgentSocketChannel(SocketChannel program) {
    super(TYPE);
    this.program = program;
  }

  /** Opens the channel and carries on a thread of its own until either side ends. */
  void start() {
    Thread thread = new Thread(this::carry, "sm-ssh-agent-carry");
    thread.setDaemon(true);
    thread.start();
  }

  private void carry() {
    try {
      open().verify(CoreModuleProperties.CHANNEL_OPEN_TIMEOUT.getRequired(getSession()));
      OutputStream agent = getInvertedIn();
      byte[] buffer = new byte[4096];
      for (int count = read(buffer); count >= 0; count = read(buffer)) {
        agent.write(buffer, 0, count);
        agent.flush();
      }
    } catch (IOException ended) {
      LOG.debug("An agent channel ended: {}", ended.toString());
    } finally {
      close(false);
    }
  }

  private int read(byte[] buffer) throws IOException {
    return program.read(ByteBuffer.wrap(buffer));
  }

  @Override
  protected void doOpen() throws IOException {
    invertedIn =
        new ChannelOutputStream(
            this, getRemoteWindow(), log, SshConstants.SSH_MSG_CHANNEL_DATA, true);
  }

  @Override
  protected void doWriteData(byte[] data, int offset, long length) throws IOException {
    Channels.newOutputStream(program).write(data, offset, Math.toIntExact(length));
    getLocalWindow().release(length);
  }

  @Override
  protected Closeable getInnerCloseable() {
    return builder().close(super.getInnerCloseable()).run(TYPE, this::closeProgram).build();
  }

  private void closeProgram() {
    try {
      program.close();
    } catch (IOException e) {
      LOG.debug("An agent's program could not be closed: {}", e.toString());
    }
  }
}
