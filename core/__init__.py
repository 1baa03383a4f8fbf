"""Fairlot's core: every rule of the product, without a word of Telegram or HTTP servers."""
