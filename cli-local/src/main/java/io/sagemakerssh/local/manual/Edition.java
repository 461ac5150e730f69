package io.sagemakerssh.local.manual;

import java.time.LocalDate;

/**
 * Which edition of the manual it is: what the pages' edges say.
 *
 * @param version the program's
 * @param date when it was built
 */
public record Edition(String version, LocalDate date) {}
