package io.sagemakerssh.local.copy;

import java.util.List;

/**
 * What is to be done, all of it known before anything is changed.
 *
 * @param directories each before what is in it
 * @param failures of files below a directory that cannot be copied
 */
record CopyPlan(
    List<CopyItem> directories,
    List<CopyItem> files,
    List<CopyItem> links,
    List<CopyFailure> failures) {
  /** All files together. */
  long bytes() {
    return files.stream().mapToLong(item -> item.entry().size()).sum();
  }
}
