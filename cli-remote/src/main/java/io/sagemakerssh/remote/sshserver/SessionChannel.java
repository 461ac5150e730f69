package io.sagemakerssh.remote.sshserver;

import java.io.IOException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;

/**
 * A session's channel that can say that a signal ended its command: {@code exit-signal}, RFC 4254
 * section 6.10.
 */
final class SessionChannel extends ChannelSession {
  /** Makes these channels in place of MINA's. */
  static final ChannelFactory FACTORY =
      new ChannelFactory() {
        @Override
        public String getName() {
          return "session";
        }

        @Override
        public Channel createChannel(Session session) {
          return new SessionChannel();
        }
      };

  private volatile LinuxSignal deadly;

  /** The command was killed: its exit status is not to be sent, but this. */
  void killedBy(LinuxSignal signal) {
    deadly = signal;
  }

  @Override
  protected void sendExitStatus(int status) throws IOException {
    LinuxSignal signal = deadly;
    if (signal == null) {
      super.sendExitStatus(status);
      return;
    }
    Buffer request = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
    request.putUInt(getRecipient());
    request.putString("exit-signal");
    request.putBoolean(false);
    request.putString(signal.name());
    request.putBoolean(false);
    request.putString("");
    request.putString("");
    writePacket(request);
    notifyStateChanged("exit-signal");
  }
}
