package io.sagemakerssh.remote.command;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.aws.AwsSettings;
import io.sagemakerssh.core.diagnosis.Diagnosis;
import io.sagemakerssh.core.diagnosis.DiagnosisReport;
import io.sagemakerssh.remote.doctor.Checkup;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sm-doctor}. */
@Command(
    name = "sm-doctor",
    description = {
      "Finds out why this container cannot be connected to, as far as it can be seen from inside.",
      "Ends with the exit code of the cause."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DoctorCommand implements Callable<Integer> {
  private final Container container;

  /** The names of the formats are what the user writes, as on the laptop. */
  private enum Format {
    text,
    json
  }

  @Option(
      names = "--output",
      paramLabel = "<format>",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless told.")
  private Format output;

  DoctorCommand(Container container) {
    this.container = container;
  }

  @Override
  public Integer call() {
    boolean json = output == Format.json;
    try (AwsClients clients = new AwsClients(AwsSettings.of(container.environment()))) {
      Diagnosis diagnosis =
          new Checkup(container.environment(), container.layout(), clients)
              .run(
                  one -> {
                    if (!json) {
                      container.out().println(DiagnosisReport.line(one));
                    }
                  });
      if (json) {
        container.out().println(DiagnosisReport.json(diagnosis));
      } else {
        container.out().println();
        DiagnosisReport.conclusion(diagnosis, "Nothing is wrong in this container.")
            .forEach(container.out()::println);
      }
      return diagnosis.exitCode().status();
    }
  }
}
