package io.sagemakerssh.core.session.service;

/**
 * Who the agent says it is.
 *
 * @param instanceId {@code mi-…}
 * @param agentVersion four numeric parts, since the official client compares them so
 * @param platformType {@code linux}
 */
public record AgentIdentity(String instanceId, String agentVersion, String platformType) {}
