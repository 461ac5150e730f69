package io.sagemakerssh.local.request;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

/** What becomes of a request, as a unified diff of its JSON. */
public final class RequestDiff {
  private static final int CONTEXT = 3;

  private RequestDiff() {}

  /** The lines of the diff; none if the requests are equal. */
  public static List<String> lines(
      CreateTrainingJobRequest before, CreateTrainingJobRequest after) {
    List<String> old = RequestWriter.lines(before);
    return UnifiedDiffUtils.generateUnifiedDiff(
        "request",
        "request with SSH",
        old,
        DiffUtils.diff(old, RequestWriter.lines(after)),
        CONTEXT);
  }
}
