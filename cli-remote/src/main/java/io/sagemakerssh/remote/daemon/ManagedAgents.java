package io.sagemakerssh.remote.daemon;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.config.ContainerVariables;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.remote.agent.ScriptSettings;
import io.sagemakerssh.remote.agent.SessionPrograms;
import io.sagemakerssh.remote.layout.ContainerLayout;
import io.sagemakerssh.remote.layout.ContainerUser;
import io.sagemakerssh.remote.process.LoginShell;
import io.sagemakerssh.remote.process.SessionEnvironment;
import io.sagemakerssh.remote.registration.Registrar;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The SSM agents there are to choose from. */
public final class ManagedAgents {
  private static final String AMAZON_AGENT = "amazon-ssm-agent";
  private static final Duration AMAZON_AGENT_PAUSE = Duration.ofSeconds(5);

  private final ContainerLayout layout;
  private final ContainerUser user;
  private final Environment environment;

  /**
   * @param variables the daemon's environment
   */
  public ManagedAgents(ContainerLayout layout, ContainerUser user, Map<String, String> variables) {
    this.layout = layout;
    this.user = user;
    this.environment = new Environment(variables);
  }

  /**
   * The agent that {@code SSH_SSM_AGENT} names. {@code auto} takes Amazon's where it is installed
   * and can work: it needs root, and TLS for the message service.
   *
   * @throws UserError if the name is none, or Amazon's agent is wanted and missing or cannot work
   */
  public ManagedAgent choose(AwsClients clients, Registrar registrar) {
    String kind = environment.text(ContainerVariables.SSH_SSM_AGENT).orElse("auto");
    return switch (kind) {
      case "embedded" -> embedded(clients, registrar);
      case "amazon" -> {
        Path program = amazonAgent().orElseThrow(ManagedAgents::missing);
        Optional<UserError> obstacle = obstacle(program);
        if (obstacle.isPresent()) {
          throw obstacle.get();
        }
        yield amazon(clients, registrar, program);
      }
      case "auto" ->
          amazonAgent()
              .filter(program -> obstacle(program).isEmpty())
              .map(program -> amazon(clients, registrar, program))
              .orElseGet(() -> embedded(clients, registrar));
      default ->
          throw new UserError(
              ExitCode.USAGE,
              "The environment variable SSH_SSM_AGENT is not usable",
              "its value '" + kind + "' is neither 'auto' nor 'amazon' nor 'embedded'",
              "Set SSH_SSM_AGENT to one of them, or unset it to get 'auto'.");
    };
  }

  private ManagedAgent embedded(AwsClients clients, Registrar registrar) {
    Path scratch = layout.state().resolve("commands");
    LoginShell shell = LoginShell.of(user);
    return new EmbeddedAgent(
        clients,
        registrar,
        new ScriptSettings(scratch, layout.programs(), environment.variables()),
        new SessionPrograms(
            user, shell, new SessionEnvironment(layout, user, shell, environment.variables())),
        layout.sessionCount());
  }

  private ManagedAgent amazon(AwsClients clients, Registrar registrar, Path program) {
    Path output = layout.daemonLog().resolveSibling(AMAZON_AGENT + ".log");
    return new AmazonAgent(
        program,
        registrar::activate,
        registrar::deregister,
        clients.region().id(),
        AmazonAgentConfiguration.of(program, environment),
        new AmazonAgent.Places(
            layout.programs(), output, layout.state().resolve(AMAZON_AGENT + ".credentials")),
        AMAZON_AGENT_PAUSE);
  }

  /** Why Amazon's agent cannot work here. */
  private Optional<UserError> obstacle(Path program) {
    if (!user.isRoot()) {
      return Optional.of(
          unusable(
              "it wants root, and this container runs as " + user.name(),
              "Let the image's user be root"));
    }
    if (!AmazonAgentConfiguration.of(program, environment).isUsable()) {
      return Optional.of(
          unusable(
              "it speaks TLS to the message service, and the job's environment names an endpoint without",
              "Set AWS_ENDPOINT_URL_SSMMESSAGES to an https URL"));
    }
    return Optional.empty();
  }

  private static UserError unusable(String why, String advice) {
    return new UserError(
        ExitCode.SETUP_FAILED,
        "Amazon's SSM agent cannot be used",
        why,
        advice + "; SSH_SSM_AGENT=embedded takes our own agent instead.");
  }

  private Optional<Path> amazonAgent() {
    String path = environment.text("PATH").orElse("/usr/bin:/bin");
    return Stream.of(path.split(File.pathSeparator))
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> Path.of(directory, AMAZON_AGENT))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static UserError missing() {
    return new UserError(
        ExitCode.PROGRAM_MISSING,
        "Amazon's SSM agent cannot be started",
        "SSH_SSM_AGENT is 'amazon', but there is no amazon-ssm-agent on the PATH",
        "Install it in the image, or unset SSH_SSM_AGENT to take our own agent.");
  }
}
