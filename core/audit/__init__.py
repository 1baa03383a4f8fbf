"""The hash-chained log of admin, security and critical actions, and the versioned run-time configuration."""
