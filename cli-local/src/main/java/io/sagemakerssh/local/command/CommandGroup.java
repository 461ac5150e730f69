package io.sagemakerssh.local.command;

import java.util.List;
import java.util.concurrent.Callable;

/** A command of several commands, such as {@code iam policy} and {@code iam check}. */
interface CommandGroup extends Callable<Integer> {
  List<Callable<Integer>> members();
}
