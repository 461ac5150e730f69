package io.sagemakerssh.core.config;

/**
 * The environment variables that steer the container's side. Names shared with the Python SageMaker
 * SSH Helper keep their meaning, so that either side can meet the other's.
 */
public final class ContainerVariables {
  /** {@code true} starts SSH in the job; anything else leaves the job alone. */
  public static final String START_SSH = "START_SSH";

  /**
   * The part of the SSM role's ARN behind {@code role/}, the role that the managed instance runs
   * under.
   */
  public static final String SSH_SSM_ROLE = "SSH_SSM_ROLE";

  /** The laptop's {@code sts:GetCallerIdentity} UserId; becomes the tag {@code SSHOwner}. */
  public static final String SSH_OWNER_TAG = "SSH_OWNER_TAG";

  /** Seconds to wait for a connection before training begins. */
  public static final String SSH_WAIT_TIME_SECONDS = "SSH_WAIT_TIME_SECONDS";

  /** How many nodes start SSH: those of a rank below it. */
  public static final String SSH_INSTANCE_COUNT = "SSH_INSTANCE_COUNT";

  /** Of the Python helper; accepted, but the log always goes to the calling program's output. */
  public static final String SSH_LOG_TO_STDOUT = "SSH_LOG_TO_STDOUT";

  /** The user's own program, for the entry point that {@code submit} puts before it. */
  public static final String SSH_ENTRY_POINT = "SSH_ENTRY_POINT";

  /** The SSH server's port: 22 for root, else 2222; 0 takes any free port. */
  public static final String SSH_PORT = "SSH_PORT";

  /** {@code embedded} or {@code openssh}. */
  public static final String SSH_SERVER = "SSH_SERVER";

  /** {@code auto}, {@code amazon} or {@code embedded}. */
  public static final String SSH_SSM_AGENT = "SSH_SSM_AGENT";

  /** Where our files lie when the system's directories are not to be had. */
  public static final String SM_SSH_HOME = "SM_SSH_HOME";

  /** {@code true} makes a setup of SSH that fails the job's failure. */
  public static final String SSH_REQUIRED = "SSH_REQUIRED";

  /** Between our own programs: the id of the process whose end is the job's. */
  public static final String SM_SSH_JOB_PROCESS = "SM_SSH_JOB_PROCESS";

  /** Moves {@code /opt/ml}. */
  public static final String SAGEMAKER_BASE_DIR = "SAGEMAKER_BASE_DIR";

  /** Set by SageMaker in training jobs. */
  public static final String TRAINING_JOB_NAME = "TRAINING_JOB_NAME";

  /** Set by SageMaker in training jobs. */
  public static final String TRAINING_JOB_ARN = "TRAINING_JOB_ARN";

  /** Set by SageMaker in batch transform jobs. */
  public static final String TRANSFORM_JOB_ARN = "TRANSFORM_JOB_ARN";

  /** Seconds to wait when {@link #SSH_WAIT_TIME_SECONDS} is unset. */
  public static final int DEFAULT_WAIT_TIME_SECONDS = 600;

  /** Nodes that start SSH when {@link #SSH_INSTANCE_COUNT} is unset. */
  public static final int DEFAULT_INSTANCE_COUNT = 2;

  private ContainerVariables() {}
}
