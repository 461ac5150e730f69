package io.sagemakerssh.remote.agent;

import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where and with what environment Run Command's scripts run.
 *
 * @param scratch a private directory for script files
 * @param programs the directory put in front of the {@code PATH}
 * @param environment the environment that scripts start from: the job's, credentials and all
 */
public record ScriptSettings(Path scratch, Path programs, Map<String, String> environment) {
  private static final String USUAL_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  public ScriptSettings {
    environment = Map.copyOf(environment);
  }

  /** A script of one command to one instance; its variables are those of PROTOCOL.md D.8. */
  ShellScript script(String commandId, String instanceId, String region, OsRelease system) {
    Map<String, String> marks =
        Map.of("SSM_COMMAND_ID", commandId, "AWS_SSM_INSTANCE_ID", instanceId);
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(marks);
    all.put("AWS_SSM_REGION_NAME", region);
    all.put("AWS_SSM_PLATFORM_NAME", system.name());
    all.put("AWS_SSM_PLATFORM_VERSION", system.version());
    all.merge("PATH", USUAL_PATH, (given, usual) -> given.isBlank() ? usual : given);
    all.compute("PATH", (name, path) -> programs + File.pathSeparator + path);
    return new ShellScript(scratch, all, marks);
  }
}
