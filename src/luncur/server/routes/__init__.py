"""The addresses of ``luncur serve``, one file for each group."""
