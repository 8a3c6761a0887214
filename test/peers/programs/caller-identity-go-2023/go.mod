module iamra.dev/test/caller-identity

go 1.25.0

// They know AWS_CONTAINER_CREDENTIALS_FULL_URI, but neither its token file nor AWS_ENDPOINT_URL.
require (
	github.com/aws/aws-sdk-go-v2/config v1.18.27
	github.com/aws/aws-sdk-go-v2/service/sts v1.19.2
)
