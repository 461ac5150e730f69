package io.sagemakerssh.local.listing;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceDirectory;
import io.sagemakerssh.core.instance.InstanceQuery;
import io.sagemakerssh.core.instance.ManagedInstance;
import io.sagemakerssh.core.instance.Registration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * All instances with the helper's tags. As no call tells the tags of several instances, this asks
 * for each one shown, side by side; to connect, no such thing is needed.
 */
public final class InstanceListing {
  private final AwsClients aws;
  private final Executor executor;

  public InstanceListing(AwsClients aws, Executor executor) {
    this.aws = aws;
    this.executor = executor;
  }

  /**
   * The table's rows, newest first.
   *
   * @param all whether instances that are not online are wanted too
   */
  public List<InstanceRow> rows(boolean all) {
    CompletableFuture<String> caller = ask(this::userId);
    InstanceDirectory directory = new InstanceDirectory(aws::ssm);
    List<ManagedInstance> found =
        directory.find(InstanceQuery.all()).stream().filter(i -> all || i.isOnline()).toList();
    List<CompletableFuture<Registration>> asked =
        found.stream().map(instance -> ask(() -> directory.registration(instance))).toList();
    String me = await(caller);
    return asked.stream()
        .map(InstanceListing::await)
        .filter(registration -> registration.resourceName().isPresent())
        .sorted(Comparator.comparing(Registration::since).reversed())
        .map(registration -> InstanceRow.of(registration, me))
        .toList();
  }

  private String userId() {
    return new AwsCall("ask AWS who you are", "sts:GetCallerIdentity", "*")
        .make(() -> aws.sts().getCallerIdentity().userId());
  }

  private <T> CompletableFuture<T> ask(Supplier<T> question) {
    return CompletableFuture.supplyAsync(question, executor);
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof UserError why) {
        throw why;
      }
      throw failed;
    }
  }
}
