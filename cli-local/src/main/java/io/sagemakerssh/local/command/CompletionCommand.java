package io.sagemakerssh.local.command;

import io.sagemakerssh.local.completion.FishCompletion;
import io.sagemakerssh.local.completion.KnownJobs;
import io.sagemakerssh.local.completion.ZshCompletion;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}. */
@Command(
    name = "completion",
    description = "Print a script that completes commands and options in your shell.",
    footer = {
      "",
      "Examples:",
      "  source <(sm-local-ssh-training completion bash)         # in ~/.bashrc; zsh alike",
      "  sm-local-ssh-training completion fish > ~/.config/fish/completions/sm-local-ssh-training.fish"
    })
final class CompletionCommand implements Callable<Integer> {
  /** The names are what the user writes. */
  enum Shell {
    bash,
    zsh,
    fish
  }

  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "<shell>", description = "${COMPLETION-CANDIDATES}.")
  private Shell shell;

  CompletionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    CommandLine program = new LaptopProgram(surroundings).commandLine();
    Output.lines(
        surroundings.out(),
        switch (shell) {
          // It is read by a shell, and no program of its own.
          case bash ->
              List.of(
                  AutoComplete.bash(program.getCommandName(), program).replaceFirst("^#!.*\n", ""),
                  KnownJobs.bash(program));
          case zsh -> ZshCompletion.lines(program);
          case fish -> FishCompletion.lines(program);
        });
    return 0;
  }
}
