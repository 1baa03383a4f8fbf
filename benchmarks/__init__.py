"""What `make bench` runs: each benchmark gives ratios against a baseline that was measured in the same run."""
