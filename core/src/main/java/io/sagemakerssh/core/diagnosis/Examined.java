package io.sagemakerssh.core.diagnosis;

import java.util.Set;

/**
 * A check that has been made.
 *
 * @param needs what it builds on
 */
public record Examined(String name, Set<String> needs, Finding finding) {}
