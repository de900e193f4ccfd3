"""The command line, run as people and scripts run it: a real process on a real folder."""
