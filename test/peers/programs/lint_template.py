"""Runs cfn-lint, whose package cannot be run as a module."""

from cfnlint.runner import main

main()
