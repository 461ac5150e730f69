package io.sagemakerssh.remote.agent;

/** Who the agent says it is, so that the service and official clients treat it as one they know. */
final class AgentVersion {
  static final String NAME = "amazon-ssm-agent";

  /** Clients compare it number by number and want four of them (PROTOCOL.md C.3). */
  static final String VERSION = "3.3.0.0";

  private AgentVersion() {}
}
