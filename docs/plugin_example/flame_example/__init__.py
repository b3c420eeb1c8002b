"""Five things that FLAME lets a package add, each as small as it can be."""
