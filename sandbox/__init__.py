"""A place to try things on: local services, custodian and a Telegram of our own."""
