import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Prints whose credentials an AWS SDK for Java v2 of 2023 finds by its default chain.
 * It asks until it has seen as many different access keys as its argument says.
 */
public final class CallerIdentity {
  public static void main(String[] arguments) throws InterruptedException {
    int wanted = Integer.parseInt(arguments[0]);
    URI endpoint = URI.create(System.getenv("AWS_ENDPOINT_URL_STS"));
    Instant end = Instant.now().plus(Duration.ofMinutes(1));
    Set<String> keys = new HashSet<>();
    try (DefaultCredentialsProvider provider = DefaultCredentialsProvider.create();
        StsClient client =
            StsClient.builder().credentialsProvider(provider).endpointOverride(endpoint).build()) {
      while (Instant.now().isBefore(end)) {
        String arn = client.getCallerIdentity().arn();
        keys.add(provider.resolveCredentials().accessKeyId());
        if (keys.size() >= wanted) {
          System.out.printf("{\"arn\":\"%s\"}%n", arn);
          return;
        }
        Thread.sleep(200);
      }
    }
    throw new IllegalStateException("Only " + keys.size() + " access keys in a minute");
  }
}
