"""What production is made of: the image, the Compose files, the proxy, the units. No container engine is needed."""
