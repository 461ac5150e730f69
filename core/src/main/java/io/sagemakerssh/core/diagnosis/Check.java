package io.sagemakerssh.core.diagnosis;

import java.util.Set;

/** One thing that can be in order or not. */
public interface Check {
  /** A word or two, which other checks name it by. */
  String name();

  /**
   * The checks that this one builds on. It is skipped if one of them fails, and if it fails itself,
   * a warning of theirs is the cause.
   */
  Set<String> needs();

  /**
   * Looks.
   *
   * @throws io.sagemakerssh.core.error.UserError if it is not in order; that is a finding, too
   */
  Finding look();
}
