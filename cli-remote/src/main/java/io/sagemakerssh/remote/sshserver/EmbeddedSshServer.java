package io.sagemakerssh.remote.sshserver;

import io.sagemakerssh.remote.forward.DirectForward;
import io.sagemakerssh.remote.forward.RemoteForwards;
import io.sagemakerssh.remote.inprocess.InProcessService;
import io.sagemakerssh.remote.key.AuthorizedKeys;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.ContainerUser;
import io.sagemakerssh.remote.layout.PrivateFiles;
import io.sagemakerssh.remote.port.PortConnection;
import io.sagemakerssh.remote.process.LoginShell;
import io.sagemakerssh.remote.process.SessionEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.SessionHeartbeatController.HeartbeatType;
import org.apache.sshd.scp.server.ScpCommandFactory;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SSH server inside this process, by MINA SSHD: nothing to install, no root needed. It offers
 * shells, commands, SFTP, SCP, forwards of TCP ports and Unix sockets both ways and of the agent.
 * File transfers start in the process's working directory, which the daemon sets to the user's
 * home.
 */
public final class EmbeddedSshServer implements ContainerSshServer {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSshServer.class);
  private static final String LOOPBACK = "127.0.0.1";

  private final SshServer server;
  private final InProcessService inProcess;
  private final String hostKey;
  private final PublicKeyLogin login;
  private final ContainerUser user;

  private EmbeddedSshServer(
      SshServer server, String hostKey, PublicKeyLogin login, ContainerUser user) {
    this.server = server;
    this.inProcess =
        new InProcessService(
            server.getSessionFactory(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
    this.hostKey = hostKey;
    this.login = login;
    this.user = user;
  }

  /**
   * Starts the server; it accepts connections when this returns.
   *
   * @param daemonVariables the environment of sessions while none is saved
   * @throws io.sagemakerssh.core.error.UserError if the port or the host key cannot be had
   */
  public static EmbeddedSshServer start(
      ContainerLayout layout,
      ContainerUser user,
      SshPort port,
      Map<String, String> daemonVariables) {
    HostKey hostKey = HostKey.loadOrCreate(layout.hostKey());
    SshServer server = Algorithms.limit(ServerBuilder.builder()).build();
    server.setHost(LOOPBACK);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey.keyPair()));
    server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    PublicKeyLogin login = new PublicKeyLogin(new AuthorizedKeys(layout), user);
    server.setPublickeyAuthenticator(login);
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    server.setAgentFactory(new AgentSocketFactory());
    List<ChannelFactory> channels = new ArrayList<>(DirectForward.factories());
    channels.add(SessionChannel.FACTORY);
    server.setChannelFactories(channels);
    server.setGlobalRequestHandlers(
        List.of(KeepAliveHandler.INSTANCE, NoMoreSessionsHandler.INSTANCE, new RemoteForwards()));
    sessions(server, layout, user, daemonVariables);
    Limits.apply(server);
    server.setSessionHeartbeat(HeartbeatType.IGNORE, Limits.HEARTBEAT);
    port.bind(number -> listen(server, number));
    return new EmbeddedSshServer(server, hostKey.publicKey(), login, user);
  }

  private static void sessions(
      SshServer server,
      ContainerLayout layout,
      ContainerUser user,
      Map<String, String> daemonVariables) {
    LoginShell shell = LoginShell.of(user);
    SessionEnvironment environment = new SessionEnvironment(layout, user, shell, daemonVariables);
    Path notes = PrivateFiles.directory(layout.sessionNotes());
    server.setShellFactory(
        channel -> SessionCommand.shell(shell.alone(), environment, user.home(), notes));
    server.setCommandFactory(
        new ScpCommandFactory.Builder()
            .withDelegate(
                (channel, command) ->
                    SessionCommand.command(shell.running(command), environment, user.home(), notes))
            .build());
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
  }

  private static int listen(SshServer server, int port) throws IOException {
    server.setPort(port);
    try {
      server.start();
    } catch (IOException e) {
      server.stop(true);
      throw e;
    }
    return server.getPort();
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public Optional<PortConnection> connectInProcess(int port) throws IOException {
    return port == port() ? Optional.of(inProcess.connect()) : Optional.empty();
  }

  @Override
  public String hostKey() {
    return hostKey;
  }

  @Override
  public void warmUp() {
    try {
      WarmUp warmUp = new WarmUp();
      Runnable done = login.admit(warmUp.publicKey());
      try {
        warmUp.connect(user.name(), LOOPBACK, port());
      } finally {
        done.run();
      }
    } catch (IOException | GeneralSecurityException e) {
      LOG.debug("The first connection will be slow: {}", e.toString());
    }
  }

  @Override
  public void close() {
    inProcess.close(true);
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
