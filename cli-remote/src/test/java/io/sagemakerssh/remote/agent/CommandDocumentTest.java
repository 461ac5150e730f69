package io.sagemakerssh.remote.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of commands, traps of PROTOCOL part F by their numbers. */
class CommandDocumentTest {
  static final String SCHEMA_1 =
      """
      {"schemaVersion":"1.2","parameters":{"commands":{"type":"StringList"},
        "workingDirectory":{"type":"String","default":""},
        "executionTimeout":{"type":"String","default":"3600","allowedPattern":"^[0-9]+$"}},
       "runtimeConfig":{"aws:runShellScript":{"properties":[{"id":"0.aws:runShellScript",
        "runCommand":"{{ commands }}","workingDirectory":"{{ workingDirectory }}",
        "timeoutSeconds":"{{ executionTimeout }}"}]}}}
      """;
  static final String SCHEMA_2 =
      """
      {"schemaVersion":"2.2","parameters":{"commands":{"type":"StringList"},
        "executionTimeout":{"type":"String","default":"3600"}},
       "mainSteps":[{"action":"aws:runShellScript","name":"step1",
        "inputs":{"runCommand":"{{commands}}","timeoutSeconds":"{{ executionTimeout }}"}}]}
      """;

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private static CommandStep onlyStep(String document, String parameters)
      throws InvalidDocumentException {
    CommandDocument parsed = CommandDocument.parse(json(document), json(parameters));
    assertThat(parsed.steps()).hasSize(1);
    return parsed.steps().get(0);
  }

  @Test
  void readsSchema1() throws Exception {
    CommandStep step =
        onlyStep(
            SCHEMA_1,
            "{\"commands\":[\"echo {{ commands }}\",\"exit 3\"],\"workingDirectory\":\"/tmp\","
                + "\"executionTimeout\":\"60\"}");

    assertThat(step.name()).isEqualTo("aws:runShellScript");
    assertThat(step.action()).isEqualTo("aws:runShellScript");
    assertThat(step.script())
        .as("values are never filled in")
        .containsExactly("echo {{ commands }}", "exit 3");
    assertThat(step.workingDirectory()).isEqualTo("/tmp");
    assertThat(step.timeout()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void readsSchema2() throws Exception {
    CommandStep step = onlyStep(SCHEMA_2, "{\"commands\":[\"true\"]}");

    assertThat(step.name()).isEqualTo("step1");
    assertThat(step.script()).containsExactly("true");
    assertThat(step.timeout()).isEqualTo(Duration.ofSeconds(3600));
  }

  @ParameterizedTest
  @CsvSource({"4,3600", "5,5", "172800,172800", "172801,3600", "abc,3600", "30.0,30", "'',3600"})
  void timeoutOutOfBoundsIsTheUsualOne(String given, int seconds) throws Exception {
    assertThat(
            onlyStep(SCHEMA_2, "{\"commands\":[],\"executionTimeout\":\"" + given + "\"}")
                .timeout())
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void referenceInsideOfTextBecomesText() throws Exception {
    String document =
        """
        {"schemaVersion":"2.2","parameters":{"name":{"type":"String"}},
         "mainSteps":[{"action":"aws:runShellScript","name":"s",
          "inputs":{"runCommand":["echo hello {{ name }} {{ other }} {{.Go}}"]}}]}
        """;

    assertThat(onlyStep(document, "{\"name\":\"$1 \\\\ you\"}").script())
        .containsExactly("echo hello $1 \\ you {{ other }} {{.Go}}");
  }

  @Test
  void preconditionDecidesWhichStepsApply() throws Exception {
    String document =
        """
        {"schemaVersion":"2.2","mainSteps":[
         {"action":"aws:runPowerShellScript","name":"w","inputs":{"runCommand":["x"]},
          "precondition":{"StringEquals":["platformType","Windows"]}},
         {"action":"aws:runShellScript","name":"l","inputs":{"runCommand":["x"]},
          "precondition":{"StringEquals":["platformType","Linux"]}}]}
        """;

    assertThat(CommandDocument.parse(json(document), new JsonObject()).steps())
        .extracting(CommandStep::appliesHere)
        .containsExactly(false, true);
  }

  @Test
  void valueOutsideOfItsPatternIsRefused() {
    assertThatThrownBy(() -> onlyStep(SCHEMA_1, "{\"executionTimeout\":\"1; reboot\"}"))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("executionTimeout");
  }

  /** The official agent reads patterns by RE2; those of AWS's documents are among these. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "^[0-9]+$ 60 true",
        "^[0-9]+$ 60\\n false",
        "^[0-9]+$ 6\\n0 false",
        "[0-9]+ a6b true",
        "([1-9][0-9]{0,4})|(172800) 172800 true",
        "([1-9][0-9]{0,4})|(172800) x false",
        "^[^,$^&;]{3,}$ host.name true",
        "^[^,$^&;]{3,}$ host$name false",
        "^[]$]+$ ]$ true",
        "^a\\$$ a$ true",
        "^(?P<name>a+)$ aa true",
        "(?m)^a$ a\\nb true",
        "^a.b$ a\\rb true",
        "^(a 60 false"
      })
  void trap44APatternMeansWhatItMeansToTheOfficialAgent(
      String pattern, String value, boolean isAllowed) {
    JsonObject definition = new JsonObject();
    definition.addProperty("allowedPattern", pattern);
    JsonObject definitions = new JsonObject();
    definitions.add("a", definition);
    JsonObject given = new JsonObject();
    given.addProperty("a", value.translateEscapes());

    AbstractThrowableAssert<?, ?> failure =
        assertThatCode(() -> DocumentParameters.of(definitions, given));

    if (isAllowed) {
      failure.doesNotThrowAnyException();
    } else {
      failure.isInstanceOf(InvalidDocumentException.class).hasMessageContaining("parameter a");
    }
  }

  @Test
  void valueThatIsNotAllowedIsRefused() {
    String document =
        "{\"schemaVersion\":\"2.2\",\"parameters\":{\"a\":{\"allowedValues\":[\"x\",\"y\"]}},"
            + "\"mainSteps\":[{\"action\":\"aws:runShellScript\",\"name\":\"s\"}]}";

    assertThatThrownBy(() -> onlyStep(document, "{\"a\":\"z\"}"))
        .isInstanceOf(InvalidDocumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"schemaVersion\":\"3.0\",\"mainSteps\":[]}",
        "{\"schemaVersion\":\"2.2\"}",
        "{\"schemaVersion\":\"2.2\",\"mainSteps\":[]}",
        "{\"schemaVersion\":\"2.2\",\"mainSteps\":[7]}",
        "{\"schemaVersion\":\"2.2\",\"mainSteps\":[{\"action\":\"aws:runShellScript\"}]}",
        "{\"schemaVersion\":\"2.2\",\"parameters\":[],\"mainSteps\":[{\"name\":\"a\"}]}",
        "{\"schemaVersion\":\"2.2\",\"mainSteps\":[{\"name\":\"a\"},{\"name\":\"a\"}]}",
        "{\"schemaVersion\":\"1.2\",\"runtimeConfig\":{\"aws:runShellScript\":{}}}",
        "{\"schemaVersion\":\"1.2\",\"runtimeConfig\":{\"aws:runShellScript\":{\"properties\":[]}}}",
        "{\"schemaVersion\":\"2.2\",\"mainSteps\":[{\"name\":\"a\",\"precondition\":{}}]}"
      })
  void refusesWhatIsNoDocument(String document) {
    assertThatThrownBy(() -> CommandDocument.parse(json(document), new JsonObject()))
        .isInstanceOf(InvalidDocumentException.class);
  }
}
