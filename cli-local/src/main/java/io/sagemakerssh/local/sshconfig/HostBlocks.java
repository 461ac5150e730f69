package io.sagemakerssh.local.sshconfig;

import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.local.home.RememberedHost;
import io.sagemakerssh.local.home.UserHome;
import io.sagemakerssh.local.ssh.HostCheck;
import io.sagemakerssh.local.ssh.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The text of our SSH configuration: the host connected to last under a short name, every
 * remembered host under its own, and a pattern for hosts that are not known yet. OpenSSH takes the
 * first value that it finds for a setting, so the particular comes before the general.
 */
final class HostBlocks {
  /** More would slow every ssh down, whichever host it is for. */
  private static final int MOST = 50;

  private final UserHome home;
  private final List<String> launcher;

  /**
   * A writer of blocks.
   *
   * @param launcher the command line that starts this program
   */
  HostBlocks(UserHome home, List<String> launcher) {
    this.home = home;
    this.launcher = launcher;
  }

  /**
   * The whole text.
   *
   * @param hosts the one connected to last first
   */
  String text(List<RememberedHost> hosts, ResourceKind kind) {
    String shortName = "sagemaker-" + kind.hostWord();
    String pattern = "*." + kind.hostWord() + ".sagemaker";
    StringBuilder text = new StringBuilder("# Written by 'connect'; changes do not last.\n");
    boolean first = true;
    for (RememberedHost host : hosts.subList(0, Math.min(MOST, hosts.size()))) {
      block(text, first ? shortName + " " + host.alias() : host.alias(), ofHost(host));
      first = false;
    }
    List<String> general = new ArrayList<>();
    general.add("ProxyCommand " + launched(List.of("proxy")) + " %h");
    HostCheck.settings(home, home.privateKey().toString(), false)
        .forEach((name, value) -> general.add(name + " " + value));
    block(text, pattern, general);
    return text.toString();
  }

  private List<String> ofHost(RememberedHost host) {
    List<String> lines = new ArrayList<>();
    lines.add("HostKeyAlias " + host.alias());
    lines.add("ProxyCommand " + launched(host.proxyArguments()));
    Map<String, String> settings =
        HostCheck.settings(home, home.privateKey().toString(), host.pinned());
    settings.forEach((name, value) -> lines.add(name + " " + value));
    return lines;
  }

  /** OpenSSH expands percent signs, and has a shell split the line. */
  private String launched(List<String> arguments) {
    List<String> words = new ArrayList<>(launcher);
    words.addAll(arguments);
    return ShellWords.line(words).replace("%", "%%");
  }

  private static void block(StringBuilder text, String names, List<String> lines) {
    text.append("\nHost ").append(names).append('\n');
    lines.forEach(line -> text.append("  ").append(line).append('\n'));
  }
}
