package io.sagemakerssh.local.ssh;

import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.key.SshKeyPair;

/**
 * A container that SSH can be had with: its key is there, its host key is known.
 *
 * @param alias the host name that OpenSSH checks the host key by
 * @param instance its managed instance
 * @param port its SSH port
 * @param pinned whether the host key is pinned from the instance's tag
 * @param key the key pair whose public key is in it
 * @param keyAssumed whether the key was copied by an earlier run, so that it may have gone since
 */
public record Container(
    String alias,
    InstanceId instance,
    int port,
    boolean pinned,
    SshKeyPair key,
    boolean keyAssumed) {}
