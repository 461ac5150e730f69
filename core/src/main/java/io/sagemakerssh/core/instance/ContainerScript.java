package io.sagemakerssh.core.instance;

import java.util.ArrayList;
import java.util.List;

/** Scripts that serve our containers and those of the Python helper alike. */
public final class ContainerScript {
  /**
   * Our programs lie in one of these directories, which need not be on the path of the agent's
   * shell; the Python helper's are on the path.
   */
  private static final String PATH =
      "PATH=\"${SM_SSH_HOME:-${HOME:-/root}/.sagemaker-ssh-helper}/bin:/opt/sagemaker-ssh-helper/bin"
          + ":/usr/local/bin:$PATH\"; export PATH";

  private ContainerScript() {}

  /** The given lines with the helper's programs on the path. */
  public static List<String> lines(String... lines) {
    List<String> all = new ArrayList<>(List.of(PATH));
    all.addAll(List.of(lines));
    return List.copyOf(all);
  }
}
