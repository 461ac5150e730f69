package io.sagemakerssh.local.ssh;

import io.sagemakerssh.core.key.SshKeyPair;
import io.sagemakerssh.local.home.UserHome;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How OpenSSH is to check the host and to authenticate; the same settings on its command line and
 * in the configuration file.
 */
public final class HostCheck {
  private HostCheck() {}

  /**
   * What both ends do fastest first: one pass encrypts and authenticates. OpenSSH's own order costs
   * the container twice the CPU. Every server of the last ten years knows one of these.
   */
  private static final String FAST_CIPHERS =
      "aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr,aes256-ctr,"
          + "chacha20-poly1305@openssh.com";

  /**
   * Settings by their names in ssh_config(5), in a fixed order.
   *
   * @param pinned whether the host key is known, so that no other is to be trusted
   */
  public static Map<String, String> settings(UserHome home, SshKeyPair key, boolean pinned) {
    return settings(home, key.file().toString(), pinned);
  }

  public static Map<String, String> settings(UserHome home, String keyFile, boolean pinned) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("User", "root");
    settings.put("IdentityFile", quoted(keyFile));
    settings.put("IdentitiesOnly", "yes");
    settings.put("PasswordAuthentication", "no");
    settings.put("KbdInteractiveAuthentication", "no");
    settings.put("UserKnownHostsFile", quoted(home.knownHosts().toString()));
    settings.put("GlobalKnownHostsFile", "none");
    settings.put("StrictHostKeyChecking", pinned ? "yes" : "accept-new");
    // A pin is of this type. Another type would count as a new host, and be accepted.
    settings.put("HostKeyAlgorithms", "ssh-ed25519");
    settings.put("Ciphers", FAST_CIPHERS);
    settings.put("UpdateHostKeys", "no");
    settings.put("CheckHostIP", "no");
    settings.put("ConnectTimeout", "60");
    settings.put("ServerAliveInterval", "15");
    settings.put("ServerAliveCountMax", "8");
    return settings;
  }

  /** OpenSSH splits at spaces and expands percent signs. */
  private static String quoted(String path) {
    return "\"" + path.replace("%", "%%") + "\"";
  }
}
