package io.sagemakerssh.remote.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.aws.AwsSettings;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.ContainerUser;
import io.sagemakerssh.remote.registration.Registrar;
import io.sagemakerssh.remote.registration.RegistrationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedAgentsTest {
  private static final int ROOT = 0;
  @TempDir Path directory;

  private void installAmazonAgent() throws IOException {
    Path program = Files.writeString(directory.resolve("amazon-ssm-agent"), "#!/bin/sh\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private ManagedAgent choose(int userId, Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("PATH", directory.toString());
    variables.put("AWS_REGION", "eu-west-1");
    Environment all = new Environment(variables);
    AwsClients clients = new AwsClients(AwsSettings.of(all));
    Registrar registrar =
        new Registrar(
            clients,
            all,
            new RegistrationFile(directory.resolve("registration")),
            "1",
            Clock.systemUTC());
    ContainerUser user = new ContainerUser("someone", userId, directory, Optional.empty());
    return new ManagedAgents(ContainerLayout.below(directory), user, variables)
        .choose(clients, registrar);
  }

  @Test
  void takesAmazonsAgentWhereItIsInstalled() throws IOException {
    installAmazonAgent();

    assertThat(choose(ROOT, Map.of())).isInstanceOf(AmazonAgent.class);
  }

  @Test
  void takesAmazonsAgentWithEndpointsThatItCanUse() throws IOException {
    installAmazonAgent();

    assertThat(choose(ROOT, Map.of("AWS_ENDPOINT_URL_SSM", "https://vpce")))
        .isInstanceOf(AmazonAgent.class);
  }

  @Test
  void takesOursWhereThereIsNoOther() {
    assertThat(choose(ROOT, Map.of())).isInstanceOf(EmbeddedAgent.class);
  }

  @Test
  void takesOursWhereAmazonsCannotWork() throws IOException {
    installAmazonAgent();

    assertThat(choose(1000, Map.of())).isInstanceOf(EmbeddedAgent.class);
    assertThat(choose(ROOT, Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1")))
        .isInstanceOf(EmbeddedAgent.class);
  }

  @Test
  void takesOursWhereItIsWanted() throws IOException {
    installAmazonAgent();

    assertThat(choose(ROOT, Map.of("SSH_SSM_AGENT", "embedded"))).isInstanceOf(EmbeddedAgent.class);
  }

  @Test
  void saysWhyAmazonsAgentCannotBeHad() throws IOException {
    assertThatThrownBy(() -> choose(ROOT, Map.of("SSH_SSM_AGENT", "amazon")))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.PROGRAM_MISSING));
    installAmazonAgent();
    assertThatThrownBy(() -> choose(1000, Map.of("SSH_SSM_AGENT", "amazon")))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.why()).contains("wants root"));
    Map<String, String> plain =
        Map.of("SSH_SSM_AGENT", "amazon", "AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    assertThatThrownBy(() -> choose(ROOT, plain))
        .isInstanceOfSatisfying(
            UserError.class,
            e -> assertThat(e.advice()).contains("AWS_ENDPOINT_URL_SSMMESSAGES to an https URL"));
  }

  @Test
  void refusesAnotherName() {
    assertThatThrownBy(() -> choose(ROOT, Map.of("SSH_SSM_AGENT", "amazing")))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.why()).contains("'amazing'"));
  }
}
