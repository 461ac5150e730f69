package io.sagemakerssh.local.connect;

import io.sagemakerssh.local.ssh.Container;
import io.sagemakerssh.local.tunnel.LocalListener;
import java.util.List;
import java.util.function.Consumer;

/**
 * One run of OpenSSH to be, through the forwarded port of an arrival.
 *
 * @param arrival at the container
 * @param listener the forwarded port; stays open
 * @param options of ours for ssh
 * @param arguments the user's for ssh
 * @param whenConnected run once ssh has authenticated
 */
public record SshInvocation(
    Arrival arrival,
    LocalListener listener,
    List<String> options,
    List<String> arguments,
    Consumer<Container> whenConnected) {

  /** For a command, whose output tells enough of the connection. */
  public static SshInvocation ofCommand(
      Arrival arrival, LocalListener listener, List<String> options, String command) {
    return new SshInvocation(arrival, listener, options, List.of(command), container -> {});
  }
}
