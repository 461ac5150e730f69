package io.sagemakerssh.local.tunnel;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.aws.ProxySettings;
import io.sagemakerssh.core.aws.TrustedAuthorities;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.session.channel.ChannelSettings;
import io.sagemakerssh.core.session.client.PortSession;
import io.sagemakerssh.core.session.client.SessionClient;
import io.sagemakerssh.core.session.client.SsmSessionCalls;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.time.Duration;

/** Tunnels through Session Manager, each a session of its own. */
public final class SessionTunnels implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final AwsClients aws;
  private SessionClient client;

  public SessionTunnels(AwsClients aws) {
    this.aws = aws;
  }

  /** Tunnels to a port of an instance. */
  public TunnelOpener to(InstanceId instance, int port) {
    AwsCall call =
        new AwsCall(
            "start a session to instance " + instance,
            "ssm:StartSession",
            "arn:aws:ssm:*:*:managed-instance/" + instance);
    return new PatientOpener(
        () -> call.make(() -> new SessionTunnel(client().connect(instance.value(), port))),
        System::nanoTime,
        pause -> Thread.sleep(pause.toMillis()));
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }

  private synchronized SessionClient client() {
    if (client == null) {
      Environment environment = aws.settings().environment();
      HttpClient http =
          HttpClient.newBuilder()
              .connectTimeout(CONNECT_TIMEOUT)
              .proxy(new ProxySettings(environment).selector())
              .sslContext(new TrustedAuthorities(environment).sslContext())
              .build();
      client = new SessionClient(new SsmSessionCalls(aws.ssm()), http, ChannelSettings.defaults());
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
