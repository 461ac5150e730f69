package io.sagemakerssh.it.localaws.sagemaker;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sagemakerssh.core.config.AwsVariables;
import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.it.localaws.http.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The environment variables of a node's program: SageMaker's, the job's, and nothing else. */
final class NodeEnvironment {
  private final JobHost host;

  NodeEnvironment(JobHost host) {
    this.host = host;
  }

  /**
   * All variables. The job's own come before most of ours, so that it can point anywhere.
   *
   * @param credentialsPath where the local AWS serves the role's credentials
   */
  Map<String, String> of(Node node, String jobArn, String credentialsPath) {
    Map<String, String> variables = new LinkedHashMap<>();
    machine(variables, node);
    aws(variables, credentialsPath);
    training(variables, node);
    hyperparameters(variables, node.hyperparameters());
    variables.putAll(node.request().environment());
    variables.put(ContainerVariables.TRAINING_JOB_NAME, node.request().name());
    variables.put(ContainerVariables.TRAINING_JOB_ARN, jobArn);
    return variables;
  }

  private void machine(Map<String, String> variables, Node node) {
    Environment ours = host.environment();
    variables.put("PATH", ours.text("PATH").orElse("/usr/local/bin:/usr/bin:/bin"));
    ours.text("JAVA_HOME").ifPresent(home -> variables.put("JAVA_HOME", home));
    variables.put("LANG", "C.UTF-8");
    variables.put("HOME", node.directory().home().toString());
    variables.put("PYTHONUNBUFFERED", "TRUE");
    variables.put("PYTHONPATH", node.directory().code().toString());
    variables.put(ContainerVariables.SAGEMAKER_BASE_DIR, node.directory().base().toString());
    variables.put(ContainerVariables.SM_SSH_HOME, node.directory().sshHome().toString());
    // All containers share this machine's loopback, so each takes a port that is free.
    variables.put(ContainerVariables.SSH_PORT, "0");
  }

  private void aws(Map<String, String> variables, String credentialsPath) {
    String endpoint = host.endpoint().get().toString();
    variables.put(AwsVariables.AWS_REGION, host.region());
    variables.put(AwsVariables.AWS_DEFAULT_REGION, host.region());
    variables.put(AwsVariables.AWS_ENDPOINT_URL, endpoint);
    variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", endpoint + credentialsPath);
  }

  private static void training(Map<String, String> variables, Node node) {
    NodeDirectory directory = node.directory();
    List<String> channels = node.request().channels().stream().map(Channel::name).toList();
    String program = node.hyperparameters().program().orElse("");
    variables.put("SM_HOSTS", Json.texts(node.hosts()).toString());
    variables.put("SM_CURRENT_HOST", node.host());
    variables.put("SM_NETWORK_INTERFACE_NAME", "lo");
    variables.put("SM_CURRENT_INSTANCE_TYPE", node.request().instanceType());
    variables.put("SM_RESOURCE_CONFIG", node.resourceConfiguration().toString());
    variables.put("SM_NUM_CPUS", Integer.toString(Runtime.getRuntime().availableProcessors()));
    variables.put("SM_NUM_GPUS", "0");
    variables.put("SM_NUM_NEURONS", "0");
    variables.put("SM_LOG_LEVEL", "20");
    variables.put("SM_USER_ENTRY_POINT", program);
    variables.put("SM_MODULE_NAME", program.replaceFirst("\\.py$", ""));
    variables.put("SM_MODULE_DIR", node.hyperparameters().submitDirectory().orElse(""));
    variables.put("SM_INPUT_DIR", directory.input().toString());
    variables.put("SM_INPUT_CONFIG_DIR", directory.config().toString());
    variables.put("SM_INPUT_DATA_CONFIG", node.inputConfiguration().toString());
    variables.put("SM_MODEL_DIR", directory.model().toString());
    variables.put("SM_OUTPUT_DIR", directory.output().toString());
    variables.put("SM_OUTPUT_DATA_DIR", directory.outputData().toString());
    variables.put("SM_CHANNELS", Json.texts(channels).toString());
    for (String channel : channels) {
      variables.put("SM_CHANNEL_" + upper(channel), directory.channel(channel).toString());
    }
  }

  private static void hyperparameters(
      Map<String, String> variables, Hyperparameters hyperparameters) {
    JsonObject json = hyperparameters.json();
    variables.put("SM_HPS", json.toString());
    variables.put("SM_USER_ARGS", Json.texts(hyperparameters.arguments()).toString());
    for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
      variables.put("SM_HP_" + upper(entry.getKey()), Hyperparameters.argument(entry.getValue()));
    }
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
