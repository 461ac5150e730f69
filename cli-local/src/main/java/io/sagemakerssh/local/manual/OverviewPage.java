package io.sagemakerssh.local.manual;

import io.sagemakerssh.core.config.AwsVariables;
import io.sagemakerssh.core.config.LaptopVariables;
import io.sagemakerssh.local.settings.UserDefaults;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The page of the program as a whole. */
final class OverviewPage {
  private final CommandSpec program;
  private final Edition edition;

  OverviewPage(CommandSpec program, Edition edition) {
    this.program = program;
    this.edition = edition;
  }

  ManualPage page() {
    ManualPage page =
        new ManualPage(
            program.name(), CommandPage.name(program), 1, edition, Wording.summary(program));
    page.section("SYNOPSIS")
        .roffParagraph(
            Roff.bold(program.name())
                + " "
                + Roff.italic("command")
                + " ["
                + Roff.italic("argument")
                + " ...]");
    describe(page);
    CommandPage.members(page, program);
    environment(page);
    files(page);
    CommandPage.examples(page, program);
    page.section("EXIT STATUS")
        .roffParagraph("See " + Roff.bold(ExitCodesPage.name(program.name())) + "(7).");
    return page.seeAlso(
        List.of(ExitCodesPage.name(program.name()) + "(7)", "ssh(1)", "ssh_config(5)"));
  }

  private static void describe(ManualPage page) {
    page.section("DESCRIPTION")
        .paragraph(
            "A training job's container sits in a network that nobody can reach. So it registers itself with AWS Systems"
                + " Manager as a managed instance and waits. This program finds it, hands it your public key through S3"
                + " and Run Command, opens a Session Manager session to its SSH port, and speaks SSH through it.")
        .paragraph(
            "It needs the OpenSSH client, and neither the AWS command line nor the Session Manager plugin. The job must"
                + " have been created with the helper in its sources: see inject and submit below.")
        .paragraph(
            "Each command explains itself with --help and has a manual page. Where a container cannot be reached, doctor"
                + " finds out why.");
  }

  private static void environment(ManualPage page) {
    page.section("ENVIRONMENT")
        .item(
            variables(
                AwsVariables.AWS_REGION,
                AwsVariables.AWS_DEFAULT_REGION,
                AwsVariables.AWS_PROFILE,
                AwsVariables.AWS_ACCESS_KEY_ID,
                AwsVariables.AWS_ENDPOINT_URL,
                AwsVariables.AWS_CA_BUNDLE),
            List.of("These and their companions mean what they mean to the AWS command line."))
        .item(
            variables(AwsVariables.HTTPS_PROXY, AwsVariables.HTTP_PROXY, AwsVariables.NO_PROXY),
            List.of("The proxy to the internet, and the hosts that need none."))
        .item(
            variables(LaptopVariables.SSH_AUTHORIZED_KEYS_PATH),
            List.of(
                "s3://bucket/prefix/ that public keys travel through, instead of the account's default bucket."))
        .item(
            variables(LaptopVariables.SSH_KEY),
            List.of("Your own private key instead of ~/.ssh/sagemaker-ssh-gw."))
        .item(
            variables("JAVA_HOME"),
            List.of("The Java to run with, 17 or later; otherwise that on the PATH."))
        .item(variables("NO_COLOR"), List.of("Turns the colours of help off."));
  }

  private static String variables(String... names) {
    return String.join(", ", List.of(names).stream().map(Roff::bold).toList());
  }

  private static void files(ManualPage page) {
    page.section("FILES")
        .item(
            Roff.italic("~/.config/sagemaker-ssh-helper/config"),
            List.of(
                "Your own defaults, lines of the form name = value: "
                    + String.join(", ", UserDefaults.names())
                    + "."))
        .item(
            Roff.italic("~/.ssh/sagemaker-ssh-gw"),
            List.of("The key pair that containers let in, made when missing."))
        .item(
            Roff.italic("~/.ssh/sagemaker-ssh/config"),
            List.of(
                "The hosts, for any program that speaks SSH; one Include line in ~/.ssh/config leads there."));
  }
}
