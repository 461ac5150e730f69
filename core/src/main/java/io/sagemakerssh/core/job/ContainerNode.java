package io.sagemakerssh.core.job;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Which of a job's nodes a container is.
 *
 * @param name SageMaker's name for the node, {@code algo-1}; empty where SageMaker gives none
 * @param rank the node's index among the job's hosts, from 0
 */
public record ContainerNode(String name, int rank) {
  /**
   * Reads {@code input/config/resourceconfig.json}: the rank is the index of {@code current_host}
   * in {@code hosts}. A container without that file, or that is not in its list, is the only node.
   *
   * @throws io.sagemakerssh.core.error.UserError if the file is there but unreadable
   */
  public static ContainerNode of(BaseDirectory base) {
    return base.json("input/config/resourceconfig.json")
        .map(ContainerNode::parse)
        .orElse(new ContainerNode("", 0));
  }

  private static ContainerNode parse(JsonObject config) {
    String current = BaseDirectory.text(config, "current_host");
    JsonElement hosts = config.get("hosts");
    if (hosts != null && hosts.isJsonArray()) {
      JsonArray names = hosts.getAsJsonArray();
      for (int i = 0; i < names.size(); i++) {
        JsonElement name = names.get(i);
        if (name.isJsonPrimitive() && name.getAsString().equals(current)) {
          return new ContainerNode(current, i);
        }
      }
    }
    return new ContainerNode(current, 0);
  }
}
