package io.sagemakerssh.it.localaws.sagemaker;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One of a job's machines.
 *
 * @param index from 0
 */
record Node(TrainingJobRequest request, NodeDirectory directory, int index) {
  private static final String GROUP = "homogeneousCluster";

  /** {@code algo-1}. */
  String host() {
    return host(index);
  }

  List<String> hosts() {
    return IntStream.range(0, request.instanceCount()).mapToObj(Node::host).toList();
  }

  Hyperparameters hyperparameters() {
    return new Hyperparameters(request.hyperparameters());
  }

  /** Fetches sources and data and writes the configuration. */
  void download(JobStorage storage) throws IOException {
    writeConfiguration();
    for (Channel channel : request.channels()) {
      download(storage, channel);
    }
    if (request.containerCommand().isEmpty()) {
      String sources =
          hyperparameters()
              .submitDirectory()
              .orElseThrow(
                  () ->
                      JobFailure.ofClient(
                          "there is nothing to run: neither the hyperparameter"
                              + " sagemaker_submit_directory nor ContainerEntrypoint is given"));
      new SourceArchive(storage.read(S3Uri.parse(sources))).unpack(directory.code());
    }
  }

  /** {@code resourceconfig.json}: which node of which nodes this is. */
  JsonObject resourceConfiguration() {
    JsonObject group = Json.object("instance_group_name", GROUP);
    group.addProperty("instance_type", request.instanceType());
    group.add("hosts", Json.texts(hosts()));
    JsonObject json = Json.object("current_host", host());
    json.addProperty("current_instance_type", request.instanceType());
    json.addProperty("current_group_name", GROUP);
    json.add("hosts", Json.texts(hosts()));
    json.add("instance_groups", Json.array(List.of(group), g -> g));
    json.addProperty("network_interface_name", "lo");
    return json;
  }

  /** {@code inputdataconfig.json}. */
  JsonObject inputConfiguration() {
    JsonObject json = new JsonObject();
    for (Channel channel : request.channels()) {
      JsonObject described = Json.object("TrainingInputMode", "File");
      described.addProperty(
          "S3DistributionType", channel.sharded() ? "ShardedByS3Key" : "FullyReplicated");
      described.addProperty("RecordWrapperType", "None");
      json.add(channel.name(), described);
    }
    return json;
  }

  private void writeConfiguration() throws IOException {
    JsonObject hyperparameters = new JsonObject();
    request.hyperparameters().forEach(hyperparameters::addProperty);
    write("hyperparameters.json", hyperparameters);
    write("resourceconfig.json", resourceConfiguration());
    write("inputdataconfig.json", inputConfiguration());
  }

  private void write(String name, JsonElement json) throws IOException {
    Files.writeString(directory.config().resolve(name), json.toString());
  }

  private void download(JobStorage storage, Channel channel) throws IOException {
    Path target = Files.createDirectories(directory.channel(channel.name()));
    List<String> keys = storage.list(channel.source());
    for (int i = 0; i < keys.size(); i++) {
      boolean ours = !channel.sharded() || i % request.instanceCount() == index;
      if (ours && !keys.get(i).endsWith("/")) {
        Path file = target.resolve(relative(channel.source().key(), keys.get(i))).normalize();
        if (!file.startsWith(target) || file.equals(target)) {
          throw JobFailure.ofClient(
              "Data download failed: the key '" + keys.get(i) + "' is no path");
        }
        Files.createDirectories(file.getParent());
        Files.write(file, storage.read(new S3Uri(channel.source().bucket(), keys.get(i))));
      }
    }
  }

  /** What a key is called below its channel: the file's name if the prefix is the whole key. */
  private static String relative(String prefix, String key) {
    String rest = key.substring(prefix.length());
    if (rest.isEmpty() || !(prefix.isEmpty() || prefix.endsWith("/") || rest.startsWith("/"))) {
      rest = key.substring(prefix.lastIndexOf('/') + 1);
    }
    return rest.startsWith("/") ? rest.substring(1) : rest;
  }

  /** What a node is called. */
  static String host(int index) {
    return "algo-" + (index + 1);
  }
}
