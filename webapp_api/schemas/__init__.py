"""What goes over the wire: JSON in snake_case, money as whole minor units."""
