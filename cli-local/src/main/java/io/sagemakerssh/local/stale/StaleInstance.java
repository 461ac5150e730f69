package io.sagemakerssh.local.stale;

import io.sagemakerssh.core.instance.Registration;

/**
 * An instance that no container will come back to.
 *
 * @param why it is taken for stale, to follow its name
 */
public record StaleInstance(Registration registration, String why) {}
