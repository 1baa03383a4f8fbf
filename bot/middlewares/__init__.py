"""What happens around every update, outermost first as factory.py lists it."""
