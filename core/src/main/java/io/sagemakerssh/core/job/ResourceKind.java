package io.sagemakerssh.core.job;

import java.util.Optional;

/**
 * A kind of SageMaker resource that runs containers: the word in its ARN and the word in its host
 * name.
 */
public enum ResourceKind {
  TRAINING("training-job", "training"),
  PROCESSING("processing-job", "processing"),
  TRANSFORM("transform-job", "transform"),
  INFERENCE("endpoint", "inference"),
  NOTEBOOK("notebook-instance", "notebook"),
  IDE("app", "ide");

  private final String arnWord;
  private final String hostWord;

  ResourceKind(String arnWord, String hostWord) {
    this.arnWord = arnWord;
    this.hostWord = hostWord;
  }

  /** The resource type in an ARN: {@code training-job} in {@code …:training-job/name}. */
  public String arnWord() {
    return arnWord;
  }

  /** The middle label of a host name: {@code training} in {@code name.training.sagemaker}. */
  public String hostWord() {
    return hostWord;
  }

  /** The kind that a host name's middle label names. */
  public static Optional<ResourceKind> ofHostWord(String word) {
    for (ResourceKind kind : values()) {
      if (kind.hostWord.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether an ARN names a resource of this kind; the empty ARN of SageMaker's local mode fits
   * every kind.
   */
  public boolean matchesArn(String arn) {
    return arn.isEmpty() || arn.contains(":" + arnWord + "/");
  }
}
