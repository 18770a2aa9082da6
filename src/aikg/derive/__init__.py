"""The derive floor: what follows from the claims that stand."""
