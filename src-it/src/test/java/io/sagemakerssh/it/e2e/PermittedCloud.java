package io.sagemakerssh.it.e2e;

import io.sagemakerssh.core.submit.SshOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A cloud where bob and the roles of his jobs may do what {@code iam policy} prints, no more. */
final class PermittedCloud implements AutoCloseable {
  /** Bob's user id, the owner of all jobs. */
  static final String BOB = "AIDAJQABLZS4A3EXAMPLE";

  static final String SSM_ROLE = "SageMakerSshHelper";
  static final String EXECUTION_ROLE = "JobRole";

  private final Cloud cloud;
  private final Roles roles;
  private final String laptopPolicy;
  private final String executionPolicy;
  private final String ssmPolicy;
  private final String ssmTrust;

  private PermittedCloud(Cloud cloud) throws IOException {
    this.cloud = cloud;
    this.roles = new Roles(cloud);
    this.laptopPolicy = roles.printed("--role", "laptop");
    this.executionPolicy = roles.printed("--role", "execution");
    this.ssmPolicy = roles.printed("--role", "ssm");
    this.ssmTrust = roles.printed("--role", "ssm", "--trust");
  }

  static PermittedCloud start(Path directory) throws IOException {
    PermittedCloud permitted = new PermittedCloud(Cloud.start(directory));
    permitted.roles.makeExecutionRole(EXECUTION_ROLE, permitted.executionPolicy);
    permitted.roles.makeSsmRole(SSM_ROLE, permitted.ssmTrust, permitted.ssmPolicy);
    permitted.permitBob(permitted.laptopPolicy);
    return permitted;
  }

  Cloud cloud() {
    return cloud;
  }

  Roles roles() {
    return roles;
  }

  String laptopPolicy() {
    return laptopPolicy;
  }

  String executionPolicy() {
    return executionPolicy;
  }

  String ssmPolicy() {
    return ssmPolicy;
  }

  String ssmTrust() {
    return ssmTrust;
  }

  /** Lets bob do what a policy allows, and nothing else. */
  void permitBob(String policy) {
    cloud.aws().faults().policy("bob", policy);
  }

  /** A machine of bob's. */
  Laptop bob(Path home) throws IOException {
    return new Laptop(home, cloud.aws().environment("bob"));
  }

  /** Creates a job of bob's, with SSH and the permitted roles. */
  Job createJob(String name, String trainPy) throws IOException {
    return createJob(name, trainPy, EXECUTION_ROLE, SSM_ROLE);
  }

  /** Creates a job of bob's, with SSH, whose roles are told. */
  Job createJob(String name, String trainPy, String executionRole, String ssmRole)
      throws IOException {
    SshOptions ssh = SshOptions.of(ssmRole, BOB).withWaitTime(Duration.ofMinutes(5));
    return cloud.createJob(name, trainPy, executionRole, ssh);
  }

  @Override
  public void close() {
    cloud.close();
  }
}
