"""What a messenger shows of a link to a public proof: words for its tags, and a picture."""
