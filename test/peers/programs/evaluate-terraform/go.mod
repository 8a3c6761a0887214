module iamra.dev/test/evaluate-terraform

go 1.25.0

require (
	github.com/hashicorp/hcl/v2 v2.24.0
	github.com/zclconf/go-cty v1.17.0
)
