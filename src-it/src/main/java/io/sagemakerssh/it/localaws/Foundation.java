package io.sagemakerssh.it.localaws;

import io.sagemakerssh.it.localaws.auth.CredentialStore;
import io.sagemakerssh.it.localaws.iam.AccessControl;
import io.sagemakerssh.it.localaws.iam.Account;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What every service stands on.
 *
 * @param directory where the local AWS keeps its files
 * @param endpoint the plain endpoint; not to be asked before the server has started
 */
public record Foundation(
    Account account,
    CredentialStore credentials,
    AccessControl accessControl,
    Clock clock,
    Path directory,
    Supplier<URI> endpoint) {}
