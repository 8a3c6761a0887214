// AWS's signing helper itself, as its own main package starts it.
package main

import "github.com/aws/rolesanywhere-credential-helper/cmd"

func main() {
	cmd.Execute()
}
