"""Ways to steal from a garage, played over HTTP by its manager: each is in front of the owner by itself afterwards."""
