package io.sagemakerssh.remote.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AmazonAgentConfigurationTest {
  private static final String IDENTITY = "\"Identity\": {\"ConsumptionOrder\": [\"OnPrem\"]}";

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("ssm/amazon-ssm-agent.json");
  }

  private AmazonAgentConfiguration configuration(Map<String, String> environment) {
    return new AmazonAgentConfiguration(file, new Environment(environment));
  }

  private JsonElement written() throws IOException {
    return JsonParser.parseString(Files.readString(file));
  }

  private static JsonElement json(String text) {
    return JsonParser.parseString(text);
  }

  @Test
  void takesTheRegisteredInstanceForItsIdentity() throws IOException {
    configuration(Map.of()).write();

    assertThat(written()).isEqualTo(json("{" + IDENTITY + "}"));
  }

  @Test
  void isWrittenWholeBehindAnyLinkAndKeepsItsMode() throws IOException {
    Files.createDirectories(file.getParent());
    Path place = Files.writeString(directory.resolve("of-the-image"), "{}");
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rw-r-----"));
    Path before = Files.createLink(directory.resolve("before"), place);
    Files.createSymbolicLink(file, place);

    configuration(Map.of()).write();

    assertThat(written()).isEqualTo(json("{" + IDENTITY + "}"));
    assertThat(before).hasContent("{}");
    assertThat(file).isSymbolicLink();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void namesEachServiceTheCommonEndpointButForItsOwn() throws IOException {
    configuration(
            Map.of(
                "AWS_ENDPOINT_URL",
                "http://all:1",
                "AWS_ENDPOINT_URL_SSMMESSAGES",
                "https://messages:2",
                "AWS_ENDPOINT_URL_SSM",
                "http://ssm:3"))
        .write();

    assertThat(written())
        .isEqualTo(
            json(
                """
                {"Ssm": {"Endpoint": "http://ssm:3"},
                 "Mgs": {"Endpoint": "https://messages:2"},
                 "Mds": {"Endpoint": "http://all:1"},
                 "Kms": {"Endpoint": "http://all:1"},
                """
                    + IDENTITY
                    + "}"));
  }

  @Test
  void leavesTheImagesOtherSettings() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        {"Ssm": {"Endpoint": "https://old", "HealthFrequencyMinutes": 7}, "Agent": {"Region": "x"},
         "Identity": {"ConsumptionOrder": ["EC2", "ECS"]}}
        """);

    configuration(Map.of("AWS_ENDPOINT_URL_SSM", "https://new")).write();

    assertThat(written())
        .isEqualTo(
            json(
                """
                {"Ssm": {"Endpoint": "https://new", "HealthFrequencyMinutes": 7}, "Agent": {"Region": "x"},
                """
                    + IDENTITY
                    + "}"));
  }

  @Test
  void touchesNoFileThatSaysItAll() throws IOException {
    Files.createDirectories(file.getParent());
    String all = "{" + IDENTITY + "}   ";
    Files.writeString(file, all);

    configuration(Map.of()).write();

    assertThat(file).content().isEqualTo(all);
  }

  @Test
  void refusesAFileThatIsNoObjectAndLeavesIt() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"Ssm\":");

    assertThatThrownBy(() -> configuration(Map.of()).write())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file + " is no JSON object");
    assertThat(file).content().isEqualTo("{\"Ssm\":");
  }

  @Test
  void trap29IsUsableWithTlsOnlyForTheMessageService() {
    assertThat(configuration(Map.of()).isUsable()).isTrue();
    assertThat(configuration(Map.of("AWS_ENDPOINT_URL", "https://all")).isUsable()).isTrue();
    assertThat(configuration(Map.of("AWS_ENDPOINT_URL", "http://all")).isUsable()).isFalse();
    assertThat(configuration(Map.of("AWS_ENDPOINT_URL", "localhost:8443")).isUsable())
        .as("the agent takes localhost for the scheme")
        .isFalse();
    assertThat(
            configuration(
                    Map.of(
                        "AWS_ENDPOINT_URL", "http://all",
                        "AWS_ENDPOINT_URL_SSMMESSAGES", "https://messages"))
                .isUsable())
        .isTrue();
  }

  @Test
  void isTheFileBesideAProgramOutsideOfTheSystemsPlace() throws IOException {
    file = directory.resolve("configuration/amazon-ssm-agent.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{}");

    AmazonAgentConfiguration.of(directory.resolve("amazon-ssm-agent"), new Environment(Map.of()))
        .write();

    assertThat(written()).isEqualTo(json("{" + IDENTITY + "}"));
  }
}
