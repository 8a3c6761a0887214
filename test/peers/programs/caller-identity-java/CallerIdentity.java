import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Prints whose credentials the AWS SDK for Java finds by its default chain, and where it found them.
 * It asks until it has seen as many different access keys as its argument says.
 */
public final class CallerIdentity {
  public static void main(String[] arguments) throws InterruptedException {
    int wanted = Integer.parseInt(arguments[0]);
    Instant end = Instant.now().plus(Duration.ofMinutes(1));
    Set<String> keys = new HashSet<>();
    try (DefaultCredentialsProvider provider = DefaultCredentialsProvider.create();
        StsClient client = StsClient.builder().credentialsProvider(provider).build()) {
      while (Instant.now().isBefore(end)) {
        String arn = client.getCallerIdentity().arn();
        AwsCredentials credentials = provider.resolveCredentials();
        keys.add(credentials.accessKeyId());
        if (keys.size() >= wanted) {
          String source = credentials.providerName().orElse("");
          System.out.printf("{\"arn\":\"%s\",\"source\":\"%s\"}%n", arn, source);
          return;
        }
        Thread.sleep(200);
      }
    }
    throw new IllegalStateException("Only " + keys.size() + " access keys in a minute");
  }
}
