// cert-manager's own go.mods of its binaries are served by no module proxy. This path lies under
// cert-manager's, as theirs do, so that its internal packages (the webhook, defaults) can be imported.
module github.com/cert-manager/cert-manager/iamra-test-binary

go 1.26.0

require github.com/cert-manager/cert-manager v1.21.2
