import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.DefaultAWSCredentialsProviderChain;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.securitytoken.AWSSecurityTokenService;
import com.amazonaws.services.securitytoken.AWSSecurityTokenServiceClientBuilder;
import com.amazonaws.services.securitytoken.model.GetCallerIdentityRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Prints whose credentials the AWS SDK for Java v1 finds by its default chain.
 * It asks until it has seen as many different access keys as its argument says.
 */
public final class CallerIdentity {
  public static void main(String[] arguments) throws InterruptedException {
    int wanted = Integer.parseInt(arguments[0]);
    Instant end = Instant.now().plus(Duration.ofMinutes(1));
    AWSCredentialsProvider provider = new DefaultAWSCredentialsProviderChain();
    AWSSecurityTokenService client =
        AWSSecurityTokenServiceClientBuilder.standard()
            .withCredentials(provider)
            .withEndpointConfiguration(
                new EndpointConfiguration(
                    System.getenv("AWS_ENDPOINT_URL_STS"), System.getenv("AWS_REGION")))
            .build();
    Set<String> keys = new HashSet<>();
    while (Instant.now().isBefore(end)) {
      String arn = client.getCallerIdentity(new GetCallerIdentityRequest()).getArn();
      keys.add(provider.getCredentials().getAWSAccessKeyId());
      if (keys.size() >= wanted) {
        System.out.printf("{\"arn\":\"%s\"}%n", arn);
        return;
      }
      Thread.sleep(200);
    }
    throw new IllegalStateException("Only " + keys.size() + " access keys in a minute");
  }
}
