"""`python -m flame` is the `flame` command."""

from flame.app.cli import main

main()
