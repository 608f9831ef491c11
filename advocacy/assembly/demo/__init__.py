"""The demo coalition: invented, and brought to life by the same use-cases that people use."""
