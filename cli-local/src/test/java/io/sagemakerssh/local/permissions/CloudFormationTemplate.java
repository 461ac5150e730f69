package io.sagemakerssh.local.permissions;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A template with its functions worked out, as far as our template uses them. */
final class CloudFormationTemplate {
  private final Map<String, Object> template;

  /**
   * Reads a template.
   *
   * @param values of parameters, pseudo parameters and attributes by their names
   */
  CloudFormationTemplate(String yaml, Map<String, String> values) {
    this.template = new Yaml(new Functions(values)).load(yaml);
  }

  /** A part of it as JSON, by keys and positions of lists. */
  JsonObject part(Object... path) {
    Object part = template;
    for (Object step : path) {
      part =
          step instanceof Integer index
              ? ((List<?>) part).get(index)
              : ((Map<?, ?>) part).get(step);
    }
    return new Gson().toJsonTree(part).getAsJsonObject();
  }

  private static final class Functions extends SafeConstructor {
    private final Map<String, String> values;

    Functions(Map<String, String> values) {
      super(new LoaderOptions());
      this.values = values;
      function("!Ref", node -> value(text(node)));
      function("!GetAtt", node -> value(text(node)));
      function("!Sub", this::substitute);
      // The usual case: what the user does not tell is left to the template.
      function("!If", node -> constructObject(((SequenceNode) node).getValue().get(1)));
      function("!Equals", node -> "unused");
      function("!Not", node -> "unused");
    }

    private void function(String tag, Function<Node, Object> work) {
      yamlConstructors.put(
          new Tag(tag),
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              return work.apply(node);
            }
          });
    }

    private String substitute(Node node) {
      String text;
      if (node instanceof SequenceNode list) {
        text = text(list.getValue().get(0));
        for (var own : ((MappingNode) list.getValue().get(1)).getValue()) {
          text =
              text.replace(
                  "${" + text(own.getKeyNode()) + "}",
                  String.valueOf(constructObject(own.getValueNode())));
        }
      } else {
        text = text(node);
      }
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("${" + value.getKey() + "}", value.getValue());
      }
      return text;
    }

    private String value(String name) {
      String value = values.get(name);
      if (value == null) {
        throw new IllegalArgumentException("Nothing is called " + name);
      }
      return value;
    }

    private static String text(Node node) {
      return ((ScalarNode) node).getValue();
    }
  }
}
