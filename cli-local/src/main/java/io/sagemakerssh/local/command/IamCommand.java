package io.sagemakerssh.local.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code iam}. */
@Command(
    name = "iam",
    description = "The permissions that everybody who takes part needs: print or check them.",
    footer = {
      "",
      "Examples:",
      "  sm-local-ssh-training iam policy --role laptop",
      "  sm-local-ssh-training iam check"
    })
final class IamCommand implements CommandGroup {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  IamCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public List<Callable<Integer>> members() {
    return List.of(new IamPolicyCommand(surroundings), new IamCheckCommand(surroundings));
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Neither 'iam policy' nor 'iam check' is given");
  }
}
