package io.sagemakerssh.local.copy;

import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Copies files and directories from one tree to another, with permissions and times. Files of a
 * directory that cannot be copied do not keep it from copying the others.
 */
public final class TreeCopy {
  /** Small files wait for answers more than for bytes. */
  private static final int SMALL_AT_ONCE = 16;

  private static final int OWNER_MAY_ALL = 0700;

  private final FileTree source;
  private final FileTree destination;
  private final FileCopy fileCopy;
  private final Carrier stream;
  private final Carrier carrier;
  private final Progress progress;
  private final Consumer<String> notes;
  private boolean several;
  private final ConcurrentLinkedQueue<CopyFailure> failures = new ConcurrentLinkedQueue<>();

  /**
   * A copy.
   *
   * @param carrier carries files of 1 MiB and more, one after the other
   * @param locks keep other runs of the same copy out
   * @param notes gets a line for each file that could not be copied
   */
  public TreeCopy(
      FileTree source,
      FileTree destination,
      Carrier carrier,
      CopyLocks locks,
      Progress progress,
      Consumer<String> notes) {
    this.source = source;
    this.destination = destination;
    this.carrier = carrier;
    this.progress = progress;
    this.notes = notes;
    this.stream = new StreamCarrier(source, destination);
    this.fileCopy = new FileCopy(source, destination, locks);
  }

  /**
   * Copies.
   *
   * @param from paths in the source
   * @param to a path in the destination
   * @throws UserError if nothing could be begun or the connection broke; with {@link
   *     io.sagemakerssh.core.error.ExitCode#FILE_REFUSED} at the end if single files were not
   *     copied
   */
  public CopyResult run(List<String> from, String to, boolean recursive)
      throws InterruptedException {
    CopyPlan plan = new CopyPlanner(source, destination, recursive).plan(from, to);
    several = plan.files().size() + plan.links().size() + plan.failures().size() > 1;
    plan.failures().forEach(this::fail);
    progress.total(plan.bytes());
    plan.directories().forEach(item -> trying(item, () -> makeDirectory(item)));
    copyFiles(plan.files());
    plan.links().forEach(item -> trying(item, () -> copyLink(item)));
    for (int i = plan.directories().size() - 1; i >= 0; i--) {
      CopyItem item = plan.directories().get(i);
      trying(item, () -> setAttributes(item));
    }
    if (!failures.isEmpty()) {
      throw incomplete();
    }
    return new CopyResult(
        plan.files().size(),
        progress.bytesMoved(),
        progress.bytesFound(),
        progress.elapsed().toMillis() / 1e3);
  }

  private void copyFiles(List<CopyItem> files) throws InterruptedException {
    List<CopyItem> small = new ArrayList<>();
    List<CopyItem> large = new ArrayList<>();
    files.forEach(
        item -> (item.entry().size() < FileCopy.WORTH_CONTINUING ? small : large).add(item));
    ExecutorService threads = Executors.newFixedThreadPool(SMALL_AT_ONCE, TreeCopy::thread);
    try {
      ExecutorCompletionService<Void> copies = new ExecutorCompletionService<>(threads);
      List<Future<Void>> all = new ArrayList<>();
      small.forEach(
          item ->
              all.add(
                  copies.submit(
                      () -> {
                        trying(item, () -> copyFile(item, stream));
                        return null;
                      })));
      for (int i = 0; i < all.size(); i++) {
        copies.take().get();
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof UserError error
          ? error
          : new IllegalStateException(failed.getCause());
    } finally {
      threads.shutdownNow();
    }
    large.forEach(item -> trying(item, () -> copyFile(item, carrier)));
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sm-ssh-copy");
    thread.setDaemon(true);
    return thread;
  }

  private void makeDirectory(CopyItem item) throws IOException {
    if (item.existing().isEmpty()) {
      destination.createDirectory(item.to());
    } else if ((item.existing().get().permissions() & OWNER_MAY_ALL) != OWNER_MAY_ALL) {
      destination.setAttributes(
          item.to(),
          item.existing().get().permissions() | OWNER_MAY_ALL,
          item.existing().get().modified());
    }
  }

  private void copyFile(CopyItem item, Carrier by) throws IOException {
    progress.file(FileTree.lastName(item.from()).orElse(item.from()));
    fileCopy.copy(item, by, progress);
  }

  private void copyLink(CopyItem item) throws IOException {
    String target = source.readLink(item.from());
    if (item.existing().isPresent()) {
      if (item.existing().get().is(Entry.Kind.LINK)
          && destination.readLink(item.to()).equals(target)) {
        return;
      }
      throw new IOException("a link is to be copied, and there is something else of that name");
    }
    destination.createLink(item.to(), target);
  }

  private void setAttributes(CopyItem item) throws IOException {
    destination.setAttributes(item.to(), item.entry().permissions(), item.entry().modified());
  }

  /** Something that is done with one item. */
  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }

  private void trying(CopyItem item, Action action) {
    try {
      action.run();
    } catch (IOException failed) {
      CopyFailure failure = new CopyFailure(source.shown(item.from()), failed);
      if (failure.endsAll()) {
        throw failure.error();
      }
      fail(failure);
    }
  }

  private void fail(CopyFailure failure) {
    failures.add(failure);
    tell(failure);
  }

  /** Of a single file, the error at the end tells the same. */
  private void tell(CopyFailure failure) {
    if (several) {
      notes.accept(failure.file() + ": " + failure.reason());
    }
  }

  private UserError incomplete() {
    CopyFailure first = failures.peek();
    return failures.size() == 1
        ? first.error()
        : CopyFailure.refused(
            failures.size() + " files were not copied",
            first.file() + ": " + first.reason() + "; and the others named above",
            "See to them, then run the same command again: it leaves out what is there.",
            first.cause());
  }
}
