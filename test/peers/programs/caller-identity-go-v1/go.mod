module iamra.dev/test/caller-identity

go 1.25.0

// The last release there is.
require github.com/aws/aws-sdk-go v1.55.8
