"""The command line and what it needs: configuration, experiments, sweeps, reports, plots, plug-ins."""
