"""The plugin's version is that of the program which it runs."""

__version__ = "0.2.0"
