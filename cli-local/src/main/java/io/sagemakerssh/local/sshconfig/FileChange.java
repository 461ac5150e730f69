package io.sagemakerssh.local.sshconfig;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.nio.file.Path;
import java.util.List;

/**
 * What becomes of a file.
 *
 * @param before its content, empty where there is no file
 * @param after its content then, empty where there will be none
 */
public record FileChange(Path file, String before, String after) {
  private static final int CONTEXT = 3;

  /** Whether nothing changes. */
  public boolean isNone() {
    return before.equals(after);
  }

  /** The lines of a unified diff. */
  public List<String> diff() {
    List<String> old = before.lines().toList();
    return UnifiedDiffUtils.generateUnifiedDiff(
        file.toString(),
        file.toString(),
        old,
        DiffUtils.diff(old, after.lines().toList()),
        CONTEXT);
  }
}
