package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** The Java API as another program uses it: without any of our command lines. */
class JavaApiIT {
  private static final Path EXAMPLE =
      Repository.root().resolve("examples/java-api/TrainWithSsh.java");

  @TempDir Path directory;

  /** core, the AWS SDK and what they need; no command line, SSH server or local AWS of ours. */
  private static String libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            path ->
                Stream.of("/cli-", "/src-it/", "-tests.jar", "picocli", "sshd", "jetty", "commons-")
                    .noneMatch(path::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void theExampleTrainsWithSsh() throws IOException {
    try (Cloud cloud = Cloud.start(directory)) {
      Laptop laptop = cloud.laptop("alice");
      JobRequest.ofScript(cloud, directory, "example", Map.of("train.py", Job.WAITING), "train.py");
      String sources = "s3://" + Cloud.BUCKET + "/example/source/sourcedir.tar.gz";
      laptop.training("inject", sources).run().succeeded();

      Outcome outcome =
          laptop
              .program(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-cp",
                  libraries(),
                  EXAMPLE.toString(),
                  "example",
                  "arn:aws:iam::" + Cloud.ACCOUNT + ":role/" + Cloud.ROLE,
                  sources,
                  "s3://" + Cloud.BUCKET + "/example/output")
              .run()
              .succeeded();

      assertThat(outcome.out())
          .contains("example is online as mi-")
          .contains("node algo-1\nPython 3.")
          .contains("example is Completed");
      assertThat(new Job(cloud, "example").end()).isEqualTo(TrainingJobStatus.COMPLETED);
    }
  }

  @Test
  void theContainersJarBringsNoClientThatOnlyTheLaptopNeeds() throws IOException {
    try (ZipFile jar = new ZipFile(Repository.remoteJar().toFile())) {
      List<String> classes =
          jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).toList();

      assertThat(classes)
          .contains("io/sagemakerssh/remote/Main.class")
          .noneMatch(name -> name.startsWith("software/amazon/awssdk/services/sagemaker/"))
          .noneMatch(name -> name.startsWith("io/netty/"))
          .noneMatch(name -> name.startsWith("org/apache/http/"))
          .noneMatch(name -> name.startsWith("io/sagemakerssh/local/"));
    }
  }
}
