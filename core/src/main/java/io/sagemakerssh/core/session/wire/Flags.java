package io.sagemakerssh.core.session.wire;

/**
 * The bits of {@link AgentMessage#flags()}. The official programs set them and nobody reads them:
 * {@link #SYN} on an agent's first stream message, both on acknowledgements and session states.
 */
public final class Flags {
  public static final long NONE = 0;

  /** The first message of a stream. */
  public static final long SYN = 1;

  public static final long FIN = 2;

  public static final long SYN_FIN = SYN | FIN;

  private Flags() {}
}
