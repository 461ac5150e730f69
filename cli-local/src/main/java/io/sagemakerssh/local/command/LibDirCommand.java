package io.sagemakerssh.local.command;

import io.sagemakerssh.local.library.LibraryDirectory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code lib-dir}. */
@Command(
    name = "lib-dir",
    description = "Print the directory sagemaker_ssh_helper, which goes beside a job's train.py.",
    footer = {"", "Example:", "  cp -R \"$(sm-local-ssh-training lib-dir)\" my_source_dir/"})
final class LibDirCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  LibDirCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    String path = new LibraryDirectory(surroundings.program()).path().toString();
    Output.lines(surroundings.out(), List.of(path));
    return 0;
  }
}
