module iamra.dev/test/signing-helper

go 1.25.0

require github.com/aws/rolesanywhere-credential-helper v1.5.0
