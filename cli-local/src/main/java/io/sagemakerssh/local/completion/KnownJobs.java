package io.sagemakerssh.local.completion;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Completes the names of jobs that were connected to before. Names of files tell them, within the
 * shell itself: no program starts, and nothing asks AWS, when the user presses the tabulator.
 */
public final class KnownJobs {
  static final String ZSH = "_sm_local_ssh_training_jobs";

  static final List<String> ZSH_FUNCTION =
      List.of(
          "",
          ZSH + "() {",
          "  local -aU jobs=(~/.ssh/sagemaker-ssh/hosts/*.training.sagemaker.json(N:t))",
          "  jobs=(${${jobs%.training.sagemaker.json}#algo-<->.})",
          "  compadd -a jobs",
          "}");

  static final String FISH = "(__sm_local_ssh_training_jobs)";

  static final List<String> FISH_FUNCTION =
      List.of(
          "function __sm_local_ssh_training_jobs",
          "  for file in ~/.ssh/sagemaker-ssh/hosts/*.training.sagemaker.json",
          "    string replace -r '.*/(?:algo-\\d+\\.)?(.*)\\.training\\.sagemaker\\.json$' '$1' $file",
          "  end",
          "end");

  private static final String BASH =
      """

      # Offers jobs where picocli's function above has nothing to offer.
      function _sm_local_ssh_training_or_job() {
        _complete_sm-local-ssh-training "$@"
        if [ ${#COMPREPLY[@]} -gt 0 ] || [ "$COMP_CWORD" -lt 2 ]; then return; fi
        case ${COMP_WORDS[1]} in %s) ;; *) return ;; esac
        case $3 in %s) ;; -*) return ;; esac
        local file jobs=""
        for file in ~/.ssh/sagemaker-ssh/hosts/*.training.sagemaker.json; do
          file=${file##*/} file=${file%%.training.sagemaker.json}
          case $file in '*') continue ;; algo-*.*) file=${file#*.} ;; esac
          case "$jobs " in *" $file "*) ;; *) jobs="$jobs $file" ;; esac
        done
        COMPREPLY=($(compgen -W "$jobs" -- "$2"))
      }

      complete -F _sm_local_ssh_training_or_job -o default sm-local-ssh-training""";

  private KnownJobs() {}

  /** What follows picocli's script for bash. */
  public static String bash(CommandLine program) {
    List<CommandSpec> commands =
        FishCompletion.shown(program).stream()
            .filter(one -> one.positionalParameters().stream().anyMatch(KnownJobs::isJob))
            .toList();
    Stream<String> flags =
        commands.stream()
            .flatMap(one -> one.options().stream())
            .filter(option -> option.arity().max() == 0)
            .flatMap(option -> Arrays.stream(option.names()));
    return BASH.formatted(
        alternatives(commands.stream().flatMap(one -> FishCompletion.names(one).stream())),
        alternatives(flags));
  }

  static boolean isJob(ArgSpec argument) {
    return argument.paramLabel().equals("<job>");
  }

  private static String alternatives(Stream<String> words) {
    return words.distinct().sorted().collect(Collectors.joining(" | "));
  }
}
