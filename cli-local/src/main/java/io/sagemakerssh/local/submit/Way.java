package io.sagemakerssh.local.submit;

/** How SSH gets into a job. */
public enum Way {
  /** The sources hold the library, and the user's program starts SSH itself. */
  SOURCES,
  /** The sources hold the library and an entry point that starts SSH before the user's program. */
  ENTRY_POINT,
  /**
   * The bundle is an input channel, and the container's command begins with one that starts SSH.
   */
  BUNDLE
}
