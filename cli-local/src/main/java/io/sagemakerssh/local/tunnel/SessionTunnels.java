package io.sagemakerssh.local.tunnel;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.client.PortSession;
import io.sagemakerssh.core.session.client.SessionClient;
import io.sagemakerssh.core.session.client.SsmSessionCalls;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Tunnels through Session Manager, each a session of its own. */
public final class SessionTunnels implements AutoCloseable {
  private final AwsClients aws;
  private SessionClient client;

  public SessionTunnels(AwsClients aws) {
    this.aws = aws;
  }

  /**
   * Makes in the background what the first tunnel needs: loading TLS and the clients takes a good
   * part of the time to a connection. A failure shows again where they are used.
   */
  @SuppressWarnings("FutureReturnValueIgnored")
  public void prepare(Executor executor) {
    CompletableFuture.runAsync(aws::ssm, executor);
    CompletableFuture.runAsync(aws::web, executor);
  }

  /** Tunnels to a port of an instance. */
  public TunnelOpener to(InstanceId instance, int port) {
    return () ->
        open(instance, sessions -> new SessionTunnel(sessions.connect(instance.value(), port)));
  }

  /**
   * Opens a session of any kind.
   *
   * @throws UserError if Session Manager refuses it
   */
  public <S> S open(InstanceId instance, Function<SessionClient, S> kind) {
    AwsCall call =
        new AwsCall(
            "start a session to instance " + instance,
            "ssm:StartSession",
            "arn:aws:ssm:*:*:managed-instance/" + instance);
    return new PatientOpener<>(
            () -> call.make(() -> kind.apply(client())),
            System::nanoTime,
            pause -> Thread.sleep(pause.toMillis()))
        .open();
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }

  private synchronized SessionClient client() {
    if (client == null) {
      ChannelSettings settings = ChannelSettings.of(aws.settings().environment());
      client = new SessionClient(new SsmSessionCalls(aws.ssm()), aws.web(), settings);
    }
    return client;
  }

  private record SessionTunnel(PortSession session) implements Tunnel {
    @Override
    public InputStream input() {
      return session.input();
    }

    @Override
    public OutputStream output() {
      return session.output();
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
