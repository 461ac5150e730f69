package io.sagemakerssh.it.e2e;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A request file such as a user has who never heard of SSH. */
final class JobRequest {
  private final JsonObject json = new JsonObject();

  private JobRequest(String name, int nodes) {
    json.addProperty("TrainingJobName", name);
    json.addProperty("RoleArn", "arn:aws:iam::" + Cloud.ACCOUNT + ":role/" + Cloud.ROLE);
    json.add(
        "OutputDataConfig",
        object("S3OutputPath", "s3://" + Cloud.BUCKET + "/" + name + "/output"));
    JsonObject resources = object("InstanceType", "ml.m5.large");
    resources.addProperty("InstanceCount", nodes);
    resources.addProperty("VolumeSizeInGB", 10);
    json.add("ResourceConfig", resources);
    JsonObject condition = new JsonObject();
    condition.addProperty("MaxRuntimeInSeconds", 600);
    json.add("StoppingCondition", condition);
    json.add("AlgorithmSpecification", algorithm());
  }

  /** Script mode: files packed and uploaded, the first of them the program. */
  static JobRequest ofScript(
      Cloud cloud, Path directory, String name, Map<String, String> files, String program)
      throws IOException {
    Path source = Files.createDirectories(directory.resolve("source-" + name));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.createDirectories(source.resolve(file.getKey()).getParent());
      Files.writeString(source.resolve(file.getKey()), file.getValue());
    }
    Path archive = directory.resolve(name + ".tar.gz");
    new Program(
            source,
            Map.of("PATH", System.getenv("PATH")),
            List.of("tar", "-czf", archive.toString(), "."))
        .run()
        .succeeded();
    String key = name + "/source/sourcedir.tar.gz";
    cloud.s3().putObject(b -> b.bucket(Cloud.BUCKET).key(key), archive);
    JobRequest request = new JobRequest(name, 1);
    JsonObject hyperparameters = object("sagemaker_program", "\"" + program + "\"");
    hyperparameters.addProperty(
        "sagemaker_submit_directory", "\"s3://" + Cloud.BUCKET + "/" + key + "\"");
    hyperparameters.addProperty("epochs", "3");
    request.json.add("HyperParameters", hyperparameters);
    return request;
  }

  /** Any image: the container's own command, and its nodes. */
  static JobRequest ofImage(String name, int nodes, String... command) {
    JobRequest request = new JobRequest(name, nodes);
    JsonArray words = new JsonArray();
    List.of(command).forEach(words::add);
    request.json.getAsJsonObject("AlgorithmSpecification").add("ContainerEntrypoint", words);
    return request;
  }

  Path write(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve(json.get("TrainingJobName").getAsString() + ".json"), json.toString());
  }

  private static JsonObject algorithm() {
    JsonObject algorithm = object("TrainingImage", "any");
    algorithm.addProperty("TrainingInputMode", "File");
    return algorithm;
  }

  private static JsonObject object(String name, String value) {
    JsonObject object = new JsonObject();
    object.addProperty(name, value);
    return object;
  }
}
