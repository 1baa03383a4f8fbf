"""What every test may use."""

pytest_plugins = ["tests.plugins.services", "tests.plugins.database", "tests.plugins.order"]
